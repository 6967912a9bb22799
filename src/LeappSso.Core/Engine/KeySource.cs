using System.Collections.Concurrent;
using LeappSso.Calls;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// The keys of sessions: kept ones while they live long enough, else fetched with the login there is. It never asks a person to log in.
/// </summary>
internal sealed class KeySource(
    KeyShelf shelf, TokenSource tokens, Lazy<IAwsServices> services, ParentIndex parents, IEngineLog log, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, SharedLogin> _logins = new(StringComparer.OrdinalIgnoreCase);
    private readonly CallPolicy _calls = new(time, log);
    private readonly RoleAssumer _roles = new(services, new CallPolicy(time, log));

    /// <summary>Gives the keys of a session.</summary>
    /// <param name="place">The session.</param>
    /// <param name="target">What the user passed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeappException">There are none to be had.</exception>
    internal async Task<RoleKeys> GetAsync(SessionPlace place, object target, CancellationToken cancellationToken) =>
        (await GetAsync(place, null, target, cancellationToken).ConfigureAwait(false)).Keys;

    /// <summary>How long keys that were given still live, by the clock of this machine.</summary>
    /// <param name="place">The session.</param>
    /// <param name="expiresAt">When they end, by the clock of AWS.</param>
    internal TimeSpan LeftOf(SessionPlace place, DateTimeOffset expiresAt)
    {
        DateTimeOffset now = time.GetUtcNow();
        return shelf.Read(place) is { } kept && kept.Keys.ExpiresAt == expiresAt
            ? kept.Life - (now - kept.FetchedAt)
            : KeptKeys.Bounded(expiresAt - now - (services.IsValueCreated ? services.Value.Clock?.Difference ?? TimeSpan.Zero : TimeSpan.Zero));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SharedLogin login in _logins.Values)
        {
            login.Dispose();
        }
    }

    private async Task<KeptKeys> GetAsync(SessionPlace place, string? refused, object target, CancellationToken cancellationToken)
    {
        SharedLogin login = _logins.GetOrAdd(place.Integration.Alias, _ => new SharedLogin(place.Integration, tokens, services, time));
        await login.OpenAsync(cancellationToken).ConfigureAwait(false);
        KeptKeys? kept = Kept(place, login);
        if (IsFresh(kept, refused))
        {
            return kept!;
        }

        using IDisposable? held = await shelf.LockAsync(place, cancellationToken).ConfigureAwait(false);
        kept = Kept(place, login);
        if (IsFresh(kept, refused))
        {
            return kept!;
        }

        try
        {
            return place.Role.Chain is { } chain
                ? await AssumeAsync(place, chain, target, cancellationToken).ConfigureAwait(false)
                : await FetchAsync(place, login, target, cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException failure) when (kept?.IsAlive(time.GetUtcNow()) is true && kept.Keys.AccessKeyId != refused && failure.Code != LeappErrorCode.AccessDenied)
        {
            log.Verbose($"The keys of {place.Id} live until {kept.Keys.ExpiresAt:u} and are used on, because they could not be renewed: {failure.Message}");
            return kept;
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.AccessDenied)
        {
            shelf.Forget(place.Id);
            throw;
        }
    }

    private bool IsFresh(KeptKeys? kept, string? refused) => kept is not null && kept.IsFresh(time.GetUtcNow()) && kept.Keys.AccessKeyId != refused;

    private KeptKeys? Kept(SessionPlace place, SharedLogin login) =>
        shelf.Read(place) is { } kept && !login.Replaces(kept, time.GetUtcNow()) ? kept : null;

    private async Task<KeptKeys> FetchAsync(SessionPlace place, SharedLogin login, object target, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            string accessToken = await login.GetAsync(refused, target, cancellationToken).ConfigureAwait(false);
            try
            {
                log.Verbose($"Fetching keys of {place.Id}.");
                RoleKeys keys = await _calls.CallAsync(
                    token => login.Portal.GetRoleCredentialsAsync(accessToken, place.Account.Id, place.Role.Name, token), cancellationToken).ConfigureAwait(false);
                KeptKeys fetched = Judge(keys, RoleKeyCache.LoginOf(accessToken)) ?? throw KeyFailure.Ended(place, target);
                Keep(place, fetched, () => login.IsKept(accessToken));
                return fetched;
            }
            catch (ServiceException failure) when (failure.Fault == ServiceFault.Unauthorized)
            {
                refused = accessToken;
            }
            catch (ServiceException failure)
            {
                throw KeyFailure.From(failure, place, target);
            }
        }
    }

    /// <summary>Gets keys of a chained session by those of its parent, which are fetched anew once where AWS does not take them.</summary>
    private async Task<KeptKeys> AssumeAsync(SessionPlace place, ChainEntry chain, object target, CancellationToken cancellationToken)
    {
        SessionPlace parent = parents.Of(place, target);
        string? refused = null;
        while (true)
        {
            KeptKeys caller = await GetAsync(parent, refused, target, cancellationToken).ConfigureAwait(false);
            try
            {
                log.Verbose($"Assuming {chain.RoleArn} by the keys of {parent.Id}.");
                RoleKeys keys = await _roles.AssumeAsync(place, chain, parent, caller.Keys, cancellationToken).ConfigureAwait(false);
                KeptKeys assumed = Judge(keys, caller.Login) ?? throw KeyFailure.Ended(place, target);
                // What ended the keys of the parent meanwhile, a logout for one, is to leave none of the child either.
                Keep(place, assumed, () => shelf.Read(parent)?.Keys.AccessKeyId == caller.Keys.AccessKeyId);
                return assumed;
            }
            catch (ServiceException failure) when (failure.Fault == ServiceFault.Unauthorized && refused is null)
            {
                refused = caller.Keys.AccessKeyId;
            }
            catch (ServiceException failure)
            {
                throw ChainFailure.From(failure, place, chain, target);
            }
        }
    }

    /// <summary>
    /// Keeps keys, if what they came by is still there: a logout, or a login of somebody else, may come at any time, and then nothing of this
    /// one is to stay. Whoever ends a login removes it first and its keys then, so one of the two sees what the other did.
    /// </summary>
    private void Keep(SessionPlace place, KeptKeys keys, Func<bool> mayStay)
    {
        if (!mayStay())
        {
            return;
        }

        shelf.Keep(place, keys);
        if (!mayStay())
        {
            shelf.Forget(place.Id);
        }
    }

    /// <summary>The keys with their life; null if they have ended already.</summary>
    private KeptKeys? Judge(RoleKeys keys, string? login)
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan life = keys.ExpiresAt - now - (services.Value.Clock?.Difference ?? TimeSpan.Zero);
        return life > TimeSpan.Zero ? new KeptKeys(keys, now, life, login) : null;
    }
}
