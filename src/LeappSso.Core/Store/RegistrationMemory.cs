using System.Collections.Concurrent;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>Client registrations that live as long as this object does.</summary>
internal sealed class RegistrationMemory(TimeProvider time) : IRegistrations
{
    private readonly ConcurrentDictionary<string, ClientRegistration> _registrations = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ClientRegistration?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(
        _registrations.GetValueOrDefault(key) is { } known && known.ExpiresAt - time.GetUtcNow() > RegistrationStore.Margin ? known : null);

    /// <inheritdoc/>
    public Task KeepAsync(string key, ClientRegistration registration, CancellationToken cancellationToken)
    {
        _registrations[key] = registration;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        _registrations.TryRemove(key, out _);
        return Task.CompletedTask;
    }
}
