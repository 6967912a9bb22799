using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The kept keys of roles, where a cache that cannot be written costs calls and nothing else.</summary>
/// <param name="cache">Those on the disk.</param>
/// <param name="memory">Those that live in this PowerShell session only.</param>
/// <param name="stores">Where logins are kept: the keys lie as safe.</param>
/// <param name="log">Where it tells what fails.</param>
internal sealed class KeyShelf(RoleKeyCache cache, LoginMemory memory, LoginStores stores, IEngineLog log)
{
    /// <summary>The kept keys of a session; null if there are none.</summary>
    internal KeptKeys? Read(SessionPlace place) => Of(place.Integration).Read(place.Id, place.Integration.PortalUrl, RoleKeyCache.ChainOf(place.Role.Chain));

    /// <summary>Keeps the keys of a session.</summary>
    internal void Keep(SessionPlace place, KeptKeys kept)
    {
        if (Try(() => Of(place.Integration).Write(place.Id, place.Integration.PortalUrl, RoleKeyCache.ChainOf(place.Role.Chain), kept)) is { } failure)
        {
            log.Verbose($"The keys of {place.Id} cannot be kept, so each command fetches them: {failure}");
        }
    }

    /// <summary>Forgets the keys of all sessions of an integration.</summary>
    internal void Forget(string alias)
    {
        memory.ForgetKeys(k => k.Forget(alias));
        if (Try(() => cache.Forget(alias)) is { } failure)
        {
            log.Warning($"Keys of roles of '{alias}' cannot be removed, and live on until they end: {failure}");
        }
    }

    /// <summary>Forgets the keys of a session.</summary>
    internal void Forget(SessionId id)
    {
        memory.ForgetKeys(k => k.Forget(id));
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
            return await Of(place.Integration).LockAsync(
                place.Id, () => log.Verbose($"Waiting for another process that fetches keys of {place.Id}."), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeappException { Code: LeappErrorCode.Locked })
        {
            return null;
        }
    }

    private IRoleKeys Of(IntegrationEntry integration) => TokenStoreRules.StoreOf(integration) switch
    {
        LeappTokenStore.Memory => memory.KeysOf(integration.Vault ?? string.Empty),
        LeappTokenStore.Platform => cache.SealedBy(stores.SealOf(Catalog.GoalOf(integration))),
        _ => cache,
    };

    private static string? Try(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeappException { Code: LeappErrorCode.TokenStoreNotAvailable })
        {
            return e.Message;
        }
    }
}
