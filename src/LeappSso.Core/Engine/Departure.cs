using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// Logs out: removes the own token, the keys of the roles and the profiles written for the sessions, then tells AWS. Settings stay. What is
/// here goes first, so that whoever does not wait for a silent service leaves nothing; one that is stopped or killed before AWS was told has
/// lost the means to tell it, and the login lives on there, with nobody who holds it, until it expires.
/// </summary>
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
    private readonly List<LeappException> _failures = [];
    private bool _isForgotten;
    private bool _hasNotBegun;

    /// <summary>The integration, and where its login is kept.</summary>
    internal LoginGoal Goal => Catalog.GoalOf(integration);

    private LoginRemoval Removal => new(integration, stores, tokens, farewell, log);

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
        LeappException? failure = await EndLoginAsync(staysKnown: !removes, cancellationToken).ConfigureAwait(false);
        bool givesUp = removes && failure?.Code == LeappErrorCode.TokenStoreNotAvailable;
        IReadOnlyCollection<string> ended = await stranded.EndAsync(
            integration, goal => EndStrandedAsync(goal, cancellationToken), cancellationToken).ConfigureAwait(false);
        bool isRemoved = false;
        IReadOnlyList<string> gone = [];
        try
        {
            await workspace.UpdateAsync(
                async (document, token) =>
                {
                    // As it is known by now: a session may have been renamed or made active while the login ended.
                    IntegrationEntry known = document.Find(integration.Alias) ?? integration;
                    gone = await StopAsync(known, token).ConfigureAwait(false);
                    bool hasChanged = ForgetStarts(known) | ForgetStranded(known, ended);
                    isRemoved = removes && (failure is null || givesUp) && !HasLeftSomething && document.Integrations.Remove(known);
                    return isRemoved || hasChanged;
                },
                cancellationToken).ConfigureAwait(false);
            failure ??= removes ? Removal.TryClear(Goal) : null;
        }
        catch (LeappException fault) when (failure is not null)
        {
            // The one that is thrown is of the login, and this is another.
            _failures.Add(fault);
        }
        finally
        {
            // An error may end the command where it is told, so AWS comes first.
            await TellAsync(cancellationToken).ConfigureAwait(false);
            TellFailures();
        }

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

    /// <summary>Ends the login on this machine, with all keys that came by it.</summary>
    /// <param name="staysKnown">Whether another PowerShell session can end the login that it may have, after this command.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why the login could not be removed here; null if it was, or if there was none.</returns>
    internal async Task<LeappException?> EndLoginAsync(bool staysKnown, CancellationToken cancellationToken)
    {
        keys.Forget(integration.Alias);
        LoginGoal goal = Goal;
        if (await stores.TryOpenAsync(goal, quietly: false, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            _hasNotBegun = true;
            return failure;
        }

        LeappException? refusal = _isForgotten ? null : await Removal.RunAsync(goal, tokens.Kept(goal), staysKnown, cancellationToken).ConfigureAwait(false);
        // What another process has fetched until the login was gone.
        keys.Forget(integration.Alias);
        return refusal;
    }

    /// <summary>Tells AWS of the login that was ended here. To be called last.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal Task TellAsync(CancellationToken cancellationToken) => farewell.TellAsync(integration, cancellationToken);

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
    /// Removes the login from this machine before its integration changes, where that asks nobody. <see cref="EndLoginAsync"/> does what
    /// could not be done here.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task ForgetLoginAsync(CancellationToken cancellationToken)
    {
        keys.Forget(integration.Alias);
        LoginGoal goal = Goal;
        _isForgotten = goal.Store == LeappTokenStore.Shared
            && tokens.Kept(goal) is { } token
            && await Removal.RunAsync(goal, token, staysKnown: true, cancellationToken).ConfigureAwait(false) is null;
        keys.Forget(integration.Alias);
    }

    /// <summary>Stops all sessions, with one write of each AWS file. To be called while the workspace is locked.</summary>
    /// <param name="known">The integration as it is in the workspace now.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    internal async Task<IReadOnlyList<string>> StopAllAsync(IntegrationEntry known, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> gone = await StopAsync(known, cancellationToken).ConfigureAwait(false);
        TellFailures();
        return gone;
    }

    private async Task<IReadOnlyList<string>> StopAsync(IntegrationEntry known, CancellationToken cancellationToken)
    {
        ProfileSnapshot snapshot = profiles.Read();
        List<SessionPlan> plans = [.. SessionPlace.All(known)
            .Select(place => SessionPlan.ToStop(place, place.StateIn(snapshot)))
            .Where(plan => plan.Removes != SessionTraces.None)];
        (IReadOnlyList<string> gone, _) = await profiles.ApplyAsync(plans, IsOurs, cancellationToken).ConfigureAwait(false);
        _failures.AddRange(plans.Where(p => p.Failure is not null).Select(p => p.Failure!));
        HasLeftSomething = profiles.HasTrace(IsOurs);
        return gone;
    }

    private void TellFailures()
    {
        _failures.ForEach(log.Failure);
        _failures.Clear();
    }

    private bool IsOurs(SessionId id) => string.Equals(id.Integration, integration.Alias, StringComparison.OrdinalIgnoreCase);

    private async Task<LeappException?> EndStrandedAsync(LoginGoal goal, CancellationToken cancellationToken) =>
        await Removal.RunAsync(goal, tokens.Kept(goal), staysKnown: true, cancellationToken).ConfigureAwait(false) ?? Removal.TryClear(goal);

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
