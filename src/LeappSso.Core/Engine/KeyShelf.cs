using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The kept keys of roles, where a cache that cannot be written costs calls and nothing else.</summary>
internal sealed class KeyShelf(RoleKeyCache cache, IEngineLog log)
{
    /// <summary>The kept keys of a session; null if there are none.</summary>
    internal KeptKeys? Read(SessionPlace place) => cache.Read(place.Id, place.Integration.PortalUrl);

    /// <summary>Keeps the keys of a session.</summary>
    internal void Keep(SessionPlace place, KeptKeys kept) =>
        Try(() => cache.Write(place.Id, place.Integration.PortalUrl, kept), "kept, so each command fetches them");

    /// <summary>Forgets the keys of all sessions of an integration.</summary>
    internal void Forget(string alias) => Try(() => cache.Forget(alias), "removed");

    /// <summary>Lets one process fetch the keys of a session for all; null where the cache cannot be written.</summary>
    internal async Task<IDisposable?> LockAsync(SessionPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.LockAsync(
                place.Id, () => log.Verbose($"Waiting for another process that fetches keys of {place.Id}."), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Try(Action act, string what)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Verbose($"The keys of roles cannot be {what}: {e.Message}");
        }
    }
}
