using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>Whether the login services of the known integrations can be reached: each is called once, side by side, for all checks.</summary>
/// <param name="services">The services; null where nothing may be called.</param>
internal sealed class NetworkReading(Func<IAwsServices>? services)
{
    /// <summary>How long one answer may take.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private Task? _reading;

    /// <summary>Whether anything may be called.</summary>
    internal bool IsAllowed => services is not null;

    /// <summary>The services that were called, each with the aliases it serves; empty before <see cref="ReadAsync"/>.</summary>
    internal IReadOnlyList<(ServiceReach Reach, string Aliases)> Reaches { get; private set; } = [];

    /// <summary>Calls them, once however often it is asked.</summary>
    internal Task ReadAsync(IReadOnlyList<IntegrationEntry> integrations, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _reading ??= services is null || integrations.Count == 0 ? Task.CompletedTask : CallAsync(services, integrations, cancellationToken);
        }
    }

    private async Task CallAsync(Func<IAwsServices> find, IReadOnlyList<IntegrationEntry> integrations, CancellationToken cancellationToken)
    {
        // The first use loads the adapter, which nobody shall wait for who only looks at files.
        IAwsServices called = await Task.Run(find, cancellationToken).ConfigureAwait(false);
        Reaches = await Task.WhenAll(integrations.GroupBy(Catalog.EndpointOf).Select(async group => (
            await called.ReachAsync(group.Key, Limit, cancellationToken).ConfigureAwait(false),
            string.Join(", ", group.Select(i => i.Alias))))).ConfigureAwait(false);
    }
}
