using System.Runtime.ExceptionServices;
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
/// <param name="seal">What encrypts the files; null where they lie as open as the login itself.</param>
internal sealed class RoleKeyCache(string folder, TimeProvider time, KeySeal? seal = null) : IRoleKeys
{
    // Open and encrypted ones: those of another store are never read, and go with the others.
    private static readonly string[] s_endings = [".json", ".sealed"];

    /// <inheritdoc/>
    public KeptKeys? Read(SessionId id, string portalUrl, string? chain = null)
    {
        try
        {
            string path = PathOf(id);
            byte[]? content = OrdinaryFile.ReadAllBytes(path);
            content = seal is null ? content : seal.Open(content, Path.GetFileName(path));
            RoleKeyEntry? entry = content is null ? null : JsonSerializer.Deserialize(content, StoreJson.Default.RoleKeyEntry);
            return entry is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 }
                && entry.PortalUrl == portalUrl
                && entry.Chain == chain
                && string.Equals(entry.Session, id.ToString(), StringComparison.OrdinalIgnoreCase)
                ? new KeptKeys(
                    new RoleKeys(entry.AccessKeyId, entry.SecretAccessKey, entry.SessionToken, entry.ExpiresAt),
                    entry.FetchedAt,
                    TimeSpan.FromSeconds(Math.Clamp(entry.LifeSeconds, 0, KeptKeys.LongestLife.TotalSeconds)),
                    entry.Login)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // Keys can be had again at any time, so a missing or damaged file costs one call.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Write(SessionId id, string portalUrl, string? chain, KeptKeys kept)
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
        string path = PathOf(id);
        byte[]? content = JsonSerializer.SerializeToUtf8Bytes(entry, StoreJson.Default.RoleKeyEntry);
        content = seal is null ? content : seal.Close(content, Path.GetFileName(path));
        if (content is not null)
        {
            AtomicFile.Write(path, content, ownerOnly: true);
        }
    }

    /// <inheritdoc/>
    public async Task<IDisposable> LockAsync(SessionId id, Action? onWait, CancellationToken cancellationToken) =>
        await FileLock.AcquireAsync(PathOf(id), FileLock.Patience, time, cancellationToken, onWait).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Forget(string alias)
    {
        string keys = FolderOf(alias);
        if (!Directory.Exists(keys))
        {
            return;
        }

        // The locks of processes that fetch keys at this moment lie beside them.
        // One that cannot be removed, as Windows lets nobody remove what a program has open, keeps none of the others.
        Exception? failure = null;
        foreach (string file in Directory.EnumerateFiles(keys).Where(f => Array.Exists(s_endings, e => f.EndsWith(e, StringComparison.Ordinal)) || TemporaryFiles.IsOne(f)))
        {
            try
            {
                File.Delete(file);
                FileSteps.Tell(FileStep.Removed, file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public void Forget(SessionId id)
    {
        foreach (string ending in s_endings)
        {
            string path = PathOf(id, ending);
            TemporaryFiles.Drop(path);
            if (File.Exists(path))
            {
                File.Delete(path);
                FileSteps.Tell(FileStep.Removed, path);
            }
        }
    }

    /// <summary>The file of a session.</summary>
    internal string PathOf(SessionId id) => PathOf(id, seal is null ? s_endings[0] : s_endings[1]);

    private string PathOf(SessionId id, string ending) => Path.Combine(FolderOf(id.Integration), Hash($"{id.AccountId}/{id.RoleName}") + ending);

    // Aliases are the same whatever their letter case.
    private string FolderOf(string alias) => Path.Combine(folder, Hash(alias.ToLowerInvariant()));

    /// <summary>The same cache with encrypted files.</summary>
    internal RoleKeyCache SealedBy(KeySeal with) => new(folder, time, with);

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
