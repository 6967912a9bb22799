using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>The client registrations of an integration whose login is in the platform's store for secrets.</summary>
/// <param name="vault">What the store holds of the integration.</param>
/// <param name="time">The clock.</param>
internal sealed class VaultRegistrations(LoginVault vault, TimeProvider time) : IRegistrations
{
    /// <inheritdoc/>
    public async Task<ClientRegistration?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).Find(key, time.GetUtcNow());

    /// <inheritdoc/>
    public async Task KeepAsync(string key, ClientRegistration registration, CancellationToken cancellationToken)
    {
        RegistrationDocument document = await ReadAsync(cancellationToken).ConfigureAwait(false);
        document.Keep(key, registration, time.GetUtcNow());
        Write(document);
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        RegistrationDocument document = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (document.Registrations.Remove(key))
        {
            Write(document);
        }
    }

    private void Write(RegistrationDocument document) => vault.WriteRegistrations(JsonSerializer.Serialize(document, StoreJson.Default.RegistrationDocument));

    private async Task<RegistrationDocument> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await vault.ReadRegistrationsAsync(cancellationToken).ConfigureAwait(false) is { } json
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
