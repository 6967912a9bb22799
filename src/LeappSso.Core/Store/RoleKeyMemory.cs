using System.Collections.Concurrent;

namespace LeappSso.Store;

/// <summary>The keys of roles that live in one PowerShell session and nowhere else. Safe for several threads.</summary>
internal sealed class RoleKeyMemory : IRoleKeys
{
    private readonly ConcurrentDictionary<string, (SessionId Id, string PortalUrl, string? Chain, KeptKeys Kept)> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly TokenMemory _locks = new();

    /// <inheritdoc/>
    public KeptKeys? Read(SessionId id, string portalUrl, string? chain = null) =>
        _keys.TryGetValue(id.ToString(), out var held) && held.PortalUrl == portalUrl && held.Chain == chain ? held.Kept : null;

    /// <inheritdoc/>
    public void Write(SessionId id, string portalUrl, string? chain, KeptKeys kept) => _keys[id.ToString()] = (id, portalUrl, chain, kept);

    /// <inheritdoc/>
    public Task<IDisposable> LockAsync(SessionId id, Action? onWait, CancellationToken cancellationToken) =>
        _locks.LockAsync(id.ToString().ToLowerInvariant(), cancellationToken);

    /// <inheritdoc/>
    public void Forget(string alias)
    {
        foreach (SessionId id in _keys.Values.Select(k => k.Id).Where(i => string.Equals(i.Integration, alias, StringComparison.OrdinalIgnoreCase)))
        {
            Forget(id);
        }
    }

    /// <inheritdoc/>
    public void Forget(SessionId id) => _keys.TryRemove(id.ToString(), out _);
}
