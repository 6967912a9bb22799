using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>The registrations as they are kept.</summary>
internal sealed class RegistrationDocument
{
    public Dictionary<string, RegistrationEntry> Registrations { get; set; } = [];

    /// <summary>The registration for a key; null if there is none that lives long enough.</summary>
    internal ClientRegistration? Find(string key, DateTimeOffset now) =>
        Registrations.GetValueOrDefault(key) is { ClientId.Length: > 0, ClientSecret.Length: > 0 } entry && entry.ExpiresAt - now > RegistrationStore.Margin
            ? new ClientRegistration(entry.ClientId, entry.ClientSecret, entry.ExpiresAt)
            : null;

    /// <summary>Takes a registration and drops those that have ended.</summary>
    internal void Keep(string key, ClientRegistration registration, DateTimeOffset now)
    {
        foreach (string ended in Registrations.Where(r => r.Value is null || r.Value.ExpiresAt <= now).Select(r => r.Key).ToList())
        {
            Registrations.Remove(ended);
        }

        Registrations[key] = new RegistrationEntry
        {
            ClientId = registration.ClientId,
            ClientSecret = registration.ClientSecret,
            ExpiresAt = registration.ExpiresAt,
        };
    }
}

/// <summary>A registration as it is kept.</summary>
internal sealed class RegistrationEntry
{
    public string ClientId { get; set; } = string.Empty;

    public string ClientSecret { get; set; } = string.Empty;

    public DateTimeOffset ExpiresAt { get; set; }
}
