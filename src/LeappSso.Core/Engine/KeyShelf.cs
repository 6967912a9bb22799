using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The kept keys of roles, where a cache that cannot be written costs calls and nothing else.</summary>
internal sealed class KeyShelf(RoleKeyCache cache, IEngineLog log)
{
    /// <summary>The kept keys of a session; null if there are none.</summary>
    internal KeptKeys? Read(SessionPlace place) => cache.Read(place.Id, place.Integration.PortalUrl, RoleKeyCache.ChainOf(place.Role.Chain));

    /// <summary>Keeps the keys of a session.</summary>
    internal void Keep(SessionPlace place, KeptKeys kept)
    {
        if (Try(() => cache.Write(place.Id, place.Integration.PortalUrl, RoleKeyCache.ChainOf(place.Role.Chain), kept)) is { } failure)
        {
            log.Verbose($"The keys of {place.Id} cannot be kept, so each command fetches them: {failure}");
        }
    }

    /// <summary>Forgets the keys of all sessions of an integration.</summary>
    internal void Forget(string alias)
    {
        if (Try(() => cache.Forget(alias)) is { } failure)
        {
            log.Warning($"Keys of roles of '{alias}' cannot be removed, and live on until they end: {failure}");
        }
    }

    /// <summary>Forgets the keys of a session.</summary>
    internal void Forget(SessionId id)
    {
        if (Try(() => cache.Forget(id)) is { } failure)
        {
            log.Warning($"The keys of {id} cannot be removed, and live on until they end: {failure}");
        }
    }

    /// <summary>Lets one process fetch the keys of a session for all; null where the cache cannot be written, or another one takes too long.</summary>
    internal async Task<IDisposable?> LockAsync(SessionPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.LockAsync(
                place.Id, () => log.Verbose($"Waiting for another process that fetches keys of {place.Id}."), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeappException { Code: LeappErrorCode.Locked })
        {
            return null;
        }
    }

    private static string? Try(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
