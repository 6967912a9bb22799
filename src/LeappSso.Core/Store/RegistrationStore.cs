using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// The client registrations of this module, in a file of its own: AWS CLI keeps those of both ways of login under one name
/// (botocore, <c>_registration_cache_key</c>), so sharing its file would let one way of login spoil the other's.
/// </summary>
internal sealed class RegistrationStore(string path, TimeProvider time)
{
    /// <summary>A registration with less life than this is not used for a new login.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The registration for a key, if it lives long enough.</summary>
    /// <param name="key">What <see cref="KeyOf"/> gives.</param>
    internal ClientRegistration? Find(string key) =>
        Read().Registrations.GetValueOrDefault(key) is { ClientId.Length: > 0, ClientSecret.Length: > 0 } entry && entry.ExpiresAt - time.GetUtcNow() > Margin
            ? new ClientRegistration(entry.ClientId, entry.ClientSecret, entry.ExpiresAt)
            : null;

    /// <summary>Keeps a registration and drops those that have ended.</summary>
    internal Task KeepAsync(string key, ClientRegistration registration, CancellationToken cancellationToken) => ChangeAsync(
        document =>
        {
            foreach (string ended in document.Registrations.Where(r => r.Value is null || r.Value.ExpiresAt <= time.GetUtcNow()).Select(r => r.Key).ToList())
            {
                document.Registrations.Remove(ended);
            }

            document.Registrations[key] = new RegistrationEntry
            {
                ClientId = registration.ClientId,
                ClientSecret = registration.ClientSecret,
                ExpiresAt = registration.ExpiresAt,
            };
            return true;
        },
        cancellationToken);

    /// <summary>Forgets a registration.</summary>
    internal Task ForgetAsync(string key, CancellationToken cancellationToken) =>
        ChangeAsync(document => document.Registrations.Remove(key), cancellationToken);

    /// <summary>What tells registrations apart: the portal, its region, and the way of login.</summary>
    internal static string KeyOf(string portalUrl, string region, LeappLoginMethod method) => $"{method} {region} {portalUrl}";

    private async Task ChangeAsync(Func<RegistrationDocument, bool> change, CancellationToken cancellationToken)
    {
        using FileLock held = await FileLock.AcquireAsync(path, s_patience, time, cancellationToken).ConfigureAwait(false);
        RegistrationDocument document = Read();
        if (change(document))
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Default.RegistrationDocument), ownerOnly: true, locked: true);
        }
    }

    private RegistrationDocument Read()
    {
        try
        {
            return JsonSerializer.Deserialize(OrdinaryFile.ReadAllBytes(path), StoreJson.Default.RegistrationDocument) is { Registrations: not null } document
                ? document
                : new();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // A registration can be had again at any time, so a missing or damaged file costs one call.
            return new();
        }
    }
}

/// <summary>The registrations on disk.</summary>
internal sealed class RegistrationDocument
{
    public Dictionary<string, RegistrationEntry> Registrations { get; set; } = [];
}

/// <summary>A registration on disk.</summary>
internal sealed class RegistrationEntry
{
    public string ClientId { get; set; } = string.Empty;

    public string ClientSecret { get; set; } = string.Empty;

    public DateTimeOffset ExpiresAt { get; set; }
}
