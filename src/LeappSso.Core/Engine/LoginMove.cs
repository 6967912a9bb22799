using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// Brings the login of an integration from one store to another: it is where it goes to before it leaves where it was. Nobody renews it
/// meanwhile, since a renewal ends the refresh token that is on its way.
/// </summary>
/// <param name="stores">Where logins are kept.</param>
/// <param name="tokens">Finds a login.</param>
/// <param name="registrations">The client registrations beside the shared cache.</param>
/// <param name="keys">The keys of roles.</param>
/// <param name="written">The sessions that are written for other programs.</param>
/// <param name="log">Where it tells what it does.</param>
internal sealed class LoginMove(
    LoginStores stores, TokenSource tokens, RegistrationStore registrations, KeyShelf keys, WrittenSessions written, IEngineLog log) : IDisposable
{
    private IDisposable? _held;
    private LoginGoal? _left;
    private bool _hadLogin;
    private LeappException? _unreachable;

    /// <summary>Refuses a store in which active sessions would find no login any more.</summary>
    /// <param name="known">The integration before.</param>
    /// <param name="wanted">Its settings afterwards.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/>.</exception>
    internal void Demand(IntegrationEntry known, IntegrationState wanted)
    {
        LeappTokenStore store = StoreIn(known, wanted);
        if (store == TokenStoreRules.StoreOf(known))
        {
            return;
        }

        (string Name, LeappMethod Method)[] left = [.. written.WithoutLoginIn(known, store)];
        if (left.Length > 0)
        {
            string which = string.Join(", ", left.Take(5).Select(s => s.Name)) + (left.Length > 5 ? ", ..." : string.Empty);
            throw new LeappException(
                LeappErrorCode.MethodNotAvailable,
                $"The token store of '{known.Alias}' stays as it is, because {store} does not serve the method of sessions that are active ({left.Length}): {which}."
                + " Stop them first: Stop-LeappSession.",
                known.Alias);
        }
    }

    /// <summary>
    /// Copies the login, if the store changes. What is there already is not touched. Where the former store cannot be used, nothing is copied:
    /// whoever has lost that store has to get away from it.
    /// </summary>
    /// <param name="known">The integration before.</param>
    /// <param name="after">The same afterwards.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task CopyAsync(IntegrationEntry known, IntegrationEntry after, CancellationToken cancellationToken)
    {
        LoginGoal from = Catalog.GoalOf(known);
        LoginGoal to = Catalog.GoalOf(after);
        if (from.Store == to.Store)
        {
            return;
        }

        if (known.Method is not null && after.Method is null)
        {
            log.Warning(
                $"The method {known.Method} of '{known.Alias}' does not work with the token store {to.Store}, so sessions are made active by"
                + $" {TokenStoreRules.DefaultMethodOf(to.Store)} from now on.");
        }

        _left = from;
        _unreachable = await stores.TryOpenAsync(from, quietly: false, cancellationToken).ConfigureAwait(false);
        if (_unreachable is not null)
        {
            return;
        }

        _held = await stores.Of(from).LockAsync(from.Integration, cancellationToken).ConfigureAwait(false);
        if (tokens.Kept(from) is { } token)
        {
            stores.Of(to).Write(to.Integration, token);
            _hadLogin = true;
            log.Verbose($"The login of '{from.Integration}' goes from the token store {from.Store} to {to.Store}.");
        }
    }

    /// <summary>Whether the login leaves the shared cache; the workspace remembers it until it has.</summary>
    internal bool LeavesSharedCache => _left?.Store == LeappTokenStore.Shared;

    /// <summary>
    /// Removes what is left where the login was, but for the shared cache (<see cref="LeaveSharedCacheAsync"/>). To be called when the workspace
    /// names the new store.
    /// </summary>
    /// <returns>Where something stays, and why; null if nothing does.</returns>
    internal (LoginGoal Left, LeappException Reason)? Finish()
    {
        if (_left is not { } left)
        {
            return null;
        }

        if (left.Store == LeappTokenStore.Memory && !_hadLogin)
        {
            log.Warning(MemoryTokenStore.Elsewhere(left.Integration, staysKnown: false));
        }

        // Keys are kept as safe as the login they came by.
        keys.Forget(left.Integration);
        if (_unreachable is { } reason)
        {
            return (left, reason);
        }

        if (left.Store == LeappTokenStore.Shared)
        {
            return null;
        }

        try
        {
            stores.Of(left).Delete(left.Integration);
            keys.Forget(left.Integration);
            stores.Clear(left);
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            return (left, failure);
        }

        return null;
    }

    /// <summary>
    /// Takes the login out of the shared cache, with all that came by it: also one that a killed command had brought elsewhere and not yet taken
    /// out there.
    /// </summary>
    /// <param name="moved">The integration, whose login is in another store.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task LeaveSharedCacheAsync(IntegrationEntry moved, CancellationToken cancellationToken)
    {
        LoginGoal left = Catalog.GoalOf(moved) with { Store = LeappTokenStore.Shared, Vault = string.Empty };
        keys.Forget(left.Integration);
        if (tokens.Peek(left) is not null)
        {
            stores.Of(left).Delete(left.Integration);
        }

        // What another process, which did not know of the move, fetched since.
        keys.Forget(left.Integration);
        bool ofCompany = !PortalAddress.Parse(left.PortalUrl, acceptForeignHost: true).IsAwsOwned;
        await registrations.ForgetPortalAsync(left.PortalUrl, left.Region, ofCompany, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _held?.Dispose();

    private static LeappTokenStore StoreIn(IntegrationEntry known, IntegrationState wanted) =>
        TokenStoreRules.StoreOf(new IntegrationEntry { Alias = known.Alias, TokenStore = wanted.TokenStore });
}
