using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// The keys of roles, one owner-only file for each session, so that asking again needs no network and works while the login has
/// expired. The file names are hashes: a name that a portal gives is never part of a path.
/// </summary>
/// <param name="folder">The folder of the cache.</param>
/// <param name="time">The clock.</param>
internal sealed class RoleKeyCache(string folder, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>The keys of a session; null if there are none of this portal that can be read.</summary>
    /// <param name="id">The session.</param>
    /// <param name="portalUrl">The portal they must be from.</param>
    /// <param name="chain">What they must have been assumed by: <see cref="ChainOf"/>.</param>
    internal KeptKeys? Read(SessionId id, string portalUrl, string? chain = null)
    {
        try
        {
            RoleKeyEntry? entry = JsonSerializer.Deserialize(OrdinaryFile.ReadAllBytes(PathOf(id)), StoreJson.Default.RoleKeyEntry);
            return entry is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 }
                && entry.PortalUrl == portalUrl
                && entry.Chain == chain
                && string.Equals(entry.Session, id.ToString(), StringComparison.OrdinalIgnoreCase)
                ? new KeptKeys(
                    new RoleKeys(entry.AccessKeyId, entry.SecretAccessKey, entry.SessionToken, entry.ExpiresAt),
                    entry.FetchedAt,
                    TimeSpan.FromSeconds(Math.Clamp(entry.LifeSeconds, 0, TimeSpan.FromDays(7).TotalSeconds)),
                    entry.Login)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // Keys can be had again at any time, so a missing or damaged file costs one call.
            return null;
        }
    }

    /// <summary>Keeps the keys of a session.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal void Write(SessionId id, string portalUrl, string? chain, KeptKeys kept)
    {
        RoleKeyEntry entry = new()
        {
            Session = id.ToString(),
            PortalUrl = portalUrl,
            Chain = chain,
            AccessKeyId = kept.Keys.AccessKeyId,
            SecretAccessKey = kept.Keys.SecretAccessKey,
            SessionToken = kept.Keys.SessionToken,
            ExpiresAt = kept.Keys.ExpiresAt,
            FetchedAt = kept.FetchedAt,
            LifeSeconds = kept.Life.TotalSeconds,
            Login = kept.Login,
        };
        AtomicFile.Write(PathOf(id), JsonSerializer.SerializeToUtf8Bytes(entry, StoreJson.Default.RoleKeyEntry), ownerOnly: true);
    }

    /// <summary>Excludes other processes from fetching the keys of a session, so that one fetches for all.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/> if another process holds it for too long.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal async Task<IDisposable> LockAsync(SessionId id, Action? onWait, CancellationToken cancellationToken) =>
        await FileLock.AcquireAsync(PathOf(id), s_patience, time, cancellationToken, onWait).ConfigureAwait(false);

    /// <summary>Forgets the keys of all sessions of an integration.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be removed.</exception>
    internal void Forget(string alias)
    {
        string keys = FolderOf(alias);
        if (!Directory.Exists(keys))
        {
            return;
        }

        // The locks of processes that fetch keys at this moment lie beside them.
        foreach (string file in Directory.EnumerateFiles(keys, "*.json"))
        {
            File.Delete(file);
        }
    }

    /// <summary>Forgets the keys of a session.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be removed.</exception>
    internal void Forget(SessionId id)
    {
        string path = PathOf(id);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>The file of a session.</summary>
    internal string PathOf(SessionId id) => Path.Combine(FolderOf(id.Integration), Hash($"{id.AccountId}/{id.RoleName}") + ".json");

    // Aliases are the same whatever their letter case.
    private string FolderOf(string alias) => Path.Combine(folder, Hash(alias.ToLowerInvariant()));

    /// <summary>
    /// What tells chains apart: a session that is removed and added with another role has the same id. Null for sessions of the portal.
    /// </summary>
    internal static string? ChainOf(ChainEntry? chain) => chain is null ? null : Hash($"chain {chain.RoleArn} {chain.Parent.ToLowerInvariant()} {chain.ExternalId}");

    /// <summary>What tells logins apart, and gives none of them away.</summary>
    internal static string LoginOf(string accessToken) => Hash("login " + accessToken);

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16).ToLowerInvariant();
}

/// <summary>Role keys on disk.</summary>
internal sealed class RoleKeyEntry
{
    public string Session { get; set; } = string.Empty;

    public string PortalUrl { get; set; } = string.Empty;

    public string? Chain { get; set; }

    public string AccessKeyId { get; set; } = string.Empty;

    public string SecretAccessKey { get; set; } = string.Empty;

    public string SessionToken { get; set; } = string.Empty;

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset FetchedAt { get; set; }

    public double LifeSeconds { get; set; }

    public string? Login { get; set; }
}
