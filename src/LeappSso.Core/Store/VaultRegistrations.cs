using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>The client registrations of an integration whose login is in the platform's store for secrets.</summary>
/// <param name="vault">What the store holds of the integration.</param>
/// <param name="time">The clock.</param>
internal sealed class VaultRegistrations(LoginVault vault, TimeProvider time) : IRegistrations
{
    /// <inheritdoc/>
    public ClientRegistration? Find(string key) => Read().Find(key, time.GetUtcNow());

    /// <inheritdoc/>
    public Task KeepAsync(string key, ClientRegistration registration, CancellationToken cancellationToken)
    {
        RegistrationDocument document = Read();
        document.Keep(key, registration, time.GetUtcNow());
        Write(document);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        RegistrationDocument document = Read();
        if (document.Registrations.Remove(key))
        {
            Write(document);
        }

        return Task.CompletedTask;
    }

    private void Write(RegistrationDocument document) => vault.WriteRegistrations(JsonSerializer.Serialize(document, StoreJson.Default.RegistrationDocument));

    private RegistrationDocument Read()
    {
        try
        {
            return vault.ReadRegistrations() is { } json
                && JsonSerializer.Deserialize(json, StoreJson.Default.RegistrationDocument) is { Registrations: not null } document
                ? document
                : new();
        }
        catch (JsonException)
        {
            // A registration can be had again at any time, so a damaged one costs one call.
            return new();
        }
    }
}
