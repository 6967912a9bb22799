using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Logs out: tells AWS, removes the own token, the keys of the roles and the profiles written for the sessions. Settings stay.</summary>
internal sealed class Departure(
    IntegrationEntry integration,
    LoginStores stores,
    TokenSource tokens,
    Farewell farewell,
    ProfileShelf profiles,
    KeyShelf keys,
    WorkspaceStore workspace,
    StrandedLogin stranded,
    IEngineLog log)
{
    private SsoToken? _forgotten;
    private bool _hasNotBegun;

    /// <summary>The integration, and where its login is kept.</summary>
    internal LoginGoal Goal => Catalog.GoalOf(integration);

    /// <summary>Whether something that was written for a session could not be removed; known once all are stopped.</summary>
    internal bool HasLeftSomething { get; private set; }

    /// <summary>Logs out.</summary>
    /// <param name="removes">
    /// Whether the integration goes too. It stays where something written for it cannot be removed, but not for a login in a store that cannot be used.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    internal async Task<IReadOnlyList<string>> RunAsync(bool removes, CancellationToken cancellationToken)
    {
        LeappException? failure = await EndLoginAsync(cancellationToken).ConfigureAwait(false);
        bool givesUp = removes && failure?.Code == LeappErrorCode.TokenStoreNotAvailable;
        IReadOnlyCollection<string> ended = await stranded.EndAsync(
            integration, goal => EndStrandedAsync(goal, cancellationToken), cancellationToken).ConfigureAwait(false);
        bool isRemoved = false;
        IReadOnlyList<string> gone = [];
        await workspace.UpdateAsync(
            async (document, token) =>
            {
                // As it is known by now: a session may have been renamed or made active while AWS was told.
                IntegrationEntry known = document.Find(integration.Alias) ?? integration;
                gone = await StopAllAsync(known, token).ConfigureAwait(false);
                bool hasChanged = ForgetStarts(known) | ForgetStranded(known, ended);
                isRemoved = removes && (failure is null || givesUp) && !HasLeftSomething && document.Integrations.Remove(known);
                return isRemoved || hasChanged;
            },
            cancellationToken).ConfigureAwait(false);
        failure ??= removes ? TryClear(Goal) : null;
        if (failure is not null && !isRemoved)
        {
            throw Refusal(failure);
        }

        if (failure is not null)
        {
            stranded.GiveUp(integration.Alias, failure);
        }

        return gone;
    }

    /// <summary>Ends the login: at AWS, and on this machine with all keys that came by it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why the login could not be removed here; null if it was, or if there was none.</returns>
    internal async Task<LeappException?> EndLoginAsync(CancellationToken cancellationToken)
    {
        keys.Forget(integration.Alias);
        LoginGoal goal = Goal;
        if (await stores.TryOpenAsync(goal, quietly: false, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            _hasNotBegun = true;
            return failure;
        }

        SsoToken? token = _forgotten ?? tokens.Kept(goal);
        await farewell.TellAsync(integration, token, cancellationToken).ConfigureAwait(false);
        return _forgotten is not null ? null : await ForgetTokenAsync(goal, token is not null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is said of a login that could not be ended.</summary>
    /// <param name="failure">What <see cref="EndLoginAsync"/> gave.</param>
    internal LeappException Refusal(LeappException failure)
    {
        string alias = PowerShellText.Quoted(integration.Alias);
        return !_hasNotBegun ? failure : new LeappException(
            failure.Code,
            $"The login of '{integration.Alias}' was not ended. {failure.Message} Where that cannot be: Set-LeappSsoIntegration {alias} -TokenStore Shared (or Memory)"
            + $" leaves it behind for a new one, and Remove-LeappSsoIntegration {alias} removes the integration all the same.",
            integration.Alias,
            failure);
    }

    /// <summary>
    /// Removes the login from this machine before its integration changes, where that asks nobody. AWS is told by <see cref="EndLoginAsync"/>,
    /// which also does what could not be done here.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task ForgetLoginAsync(CancellationToken cancellationToken)
    {
        keys.Forget(integration.Alias);
        LoginGoal goal = Goal;
        if (goal.Store == LeappTokenStore.Shared
            && tokens.Kept(goal) is { } token
            && await ForgetTokenAsync(goal, isKept: true, cancellationToken).ConfigureAwait(false) is null)
        {
            _forgotten = token;
        }
    }

    /// <summary>Stops all sessions, with one write of each AWS file. To be called while the workspace is locked.</summary>
    /// <param name="known">The integration as it is in the workspace now.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    internal async Task<IReadOnlyList<string>> StopAllAsync(IntegrationEntry known, CancellationToken cancellationToken)
    {
        ProfileSnapshot snapshot = profiles.Read();
        List<SessionPlan> plans = [.. SessionPlace.All(known)
            .Select(place => SessionPlan.ToStop(place, place.StateIn(snapshot)))
            .Where(plan => plan.Removes != SessionTraces.None)];
        (IReadOnlyList<string> gone, _) = await profiles.ApplyAsync(plans, IsOurs, cancellationToken).ConfigureAwait(false);
        foreach (SessionPlan plan in plans.Where(p => p.Failure is not null))
        {
            log.Failure(plan.Failure!);
        }

        HasLeftSomething = profiles.HasTrace(IsOurs);
        return gone;
    }

    private bool IsOurs(SessionId id) => string.Equals(id.Integration, integration.Alias, StringComparison.OrdinalIgnoreCase);

    /// <summary>Removes the token; what that fails with is told when all the rest is removed.</summary>
    private async Task<LeappException?> ForgetTokenAsync(LoginGoal goal, bool isKept, CancellationToken cancellationToken)
    {
        ITokenStore store = stores.Of(goal);
        try
        {
            if (!isKept && goal.Store == LeappTokenStore.Shared)
            {
                await store.DropRemainsAsync(integration.Alias, cancellationToken).ConfigureAwait(false);
                return null;
            }

            // A renewal that is on its way elsewhere must not bring it back.
            using IDisposable held = await store.LockAsync(integration.Alias, cancellationToken).ConfigureAwait(false);
            store.Delete(integration.Alias);
            log.Verbose($"The login of '{integration.Alias}' and the keys that came by it are removed from this machine.");
            return null;
        }
        catch (LeappException failure)
        {
            return new LeappException(
                failure.Code,
                $"{failure.Message} Everything else of the login of '{integration.Alias}' is removed"
                + (goal.Store == LeappTokenStore.Shared ? "; remove that file yourself." : "; run the command again for the rest."),
                failure.Target);
        }
    }

    private async Task<LeappException?> EndStrandedAsync(LoginGoal goal, CancellationToken cancellationToken)
    {
        SsoToken? token = tokens.Kept(goal);
        await farewell.TellAsync(integration, token, cancellationToken).ConfigureAwait(false);
        return await ForgetTokenAsync(goal, token is not null, cancellationToken).ConfigureAwait(false) ?? TryClear(goal);
    }

    private LeappException? TryClear(LoginGoal goal)
    {
        try
        {
            stores.Clear(goal);
            return null;
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            return failure;
        }
    }

    private static bool ForgetStranded(IntegrationEntry known, IReadOnlyCollection<string> ended)
    {
        int count = known.LeftVaults?.RemoveAll(ended.Contains) ?? 0;
        known.LeftVaults = known.LeftVaults is { Count: > 0 } left ? left : null;
        return count > 0;
    }

    private static bool ForgetStarts(IntegrationEntry known)
    {
        RoleEntry[] started = [.. known.Accounts.SelectMany(a => a.Roles).Where(r => r.StartedAt is not null)];
        Array.ForEach(started, r => r.StartedAt = null);
        return started.Length > 0;
    }
}
