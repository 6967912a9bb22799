using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What a listing has found, and how it is brought into the workspace when it ends.</summary>
internal sealed class ListingRecord(
    IntegrationEntry known,
    bool allowRemoval,
    ListingMemory memory,
    WorkspaceStore workspace,
    ProfileShelf profiles,
    KeyShelf keys,
    IEngineLog log,
    TimeProvider time)
{
    private readonly string _alias = known.Alias;
    private readonly Dictionary<string, ListedAccount> _accounts = new(StringComparer.Ordinal);
    private readonly long _begun = time.GetTimestamp();
    private HashSet<string> _known = [];

    /// <summary>How many accounts were answered for, or have failed.</summary>
    internal int Count => _accounts.Count;

    /// <summary>Whether the listing came to its end.</summary>
    internal bool IsComplete { get; set; }

    /// <summary>What a complete listing did; null before it is brought into the workspace.</summary>
    internal SyncOutcome? Outcome { get; private set; }

    /// <summary>Takes what was found out about an account.</summary>
    internal void Take(ListedAccount listed)
    {
        _accounts[listed.Account.Id] = listed;
        memory.Note(listed);
    }

    /// <summary>Forgets everything: whoever logs in now may see other accounts.</summary>
    internal void Clear()
    {
        _accounts.Clear();
        memory.Clear();
    }

    /// <summary>Brings what was found into the workspace, unless the login may be somebody else's.</summary>
    /// <param name="access">The login.</param>
    /// <param name="trusted">Whether it is surely of the person whose sessions are known.</param>
    internal async Task KeepAsync(Access access, bool trusted)
    {
        if (!trusted && !(IsComplete && allowRemoval))
        {
            NotKept();
            return;
        }

        await access.KeepAsync().ConfigureAwait(false);
        if (!IsComplete)
        {
            memory.Save();
        }

        if (Count == 0 && !IsComplete)
        {
            return;
        }

        MergeOutcome? outcome;
        try
        {
            outcome = await MergeAsync().ConfigureAwait(false);
        }
        catch (LeappException)
        {
            // The next listing shall not have to ask for all that again.
            memory.Save();
            throw;
        }

        if (outcome is not null)
        {
            await FinishAsync(outcome).ConfigureAwait(false);
        }
    }

    private async Task<MergeOutcome?> MergeAsync()
    {
        MergeOutcome? outcome = null;
        HashSet<string> foreign = profiles.NamesOfOthers();
        // The command may have been stopped, but what it listed is to be kept; the locks have limits of their own.
        await workspace.UpdateAsync(
            document =>
            {
                outcome = document.Find(_alias) is { } entry && entry.PortalUrl == known.PortalUrl && entry.Region == known.Region
                    ? MergeInto(document, entry, foreign)
                    : null;
                // Before the sessions: whoever is killed in between leaves none that nobody knows.
                foreach ((AccountEntry account, RoleEntry role) in outcome?.Removed ?? [])
                {
                    ForgetKeys(new SessionId(_alias, account.Id, role.Name));
                }

                return outcome is not null;
            },
            CancellationToken.None).ConfigureAwait(false);
        return outcome;
    }

    private void NotKept()
    {
        if (IsComplete)
        {
            throw new LeappException(
                LeappErrorCode.IdentityMismatch,
                $"The login of '{_alias}' sees none of the accounts that are known of it, so it is most likely somebody else's, and nothing of it was kept."
                + " Log in as the right person (the browser remembers the last one), or add a second integration for this one;"
                + " -AllowRemoval replaces what is known.",
                _alias);
        }

        log.Warning($"The new login of '{_alias}' was not kept: the listing ended before it had shown any account known before.");
    }

    private MergeOutcome MergeInto(WorkspaceDocument document, IntegrationEntry entry, HashSet<string> foreign)
    {
        HashSet<string> taken = new(foreign, StringComparer.OrdinalIgnoreCase);
        taken.UnionWith(
            from other in document.Integrations
            where other != entry
            from account in other.Accounts
            from role in account.Roles
            select role.Profile);
        Merge merge = new(entry, time.GetUtcNow());
        foreach (ListedAccount listed in _accounts.Values)
        {
            merge.Add(listed);
        }

        MergeOutcome outcome = merge.End(IsComplete, allowRemoval, taken, time.GetElapsedTime(_begun));
        Know(entry);
        return outcome;
    }

    private async Task FinishAsync(MergeOutcome outcome)
    {
        LeappSyncResult result = outcome.Result;
        log.Verbose(
            $"'{_alias}': {result.Accounts} accounts; {result.Added} sessions added, {result.Removed} removed, {result.Changed} changed,"
            + $" {result.Unchanged} unchanged; {result.Failed} accounts failed.");
        if (!IsComplete)
        {
            log.Verbose($"The listing of '{_alias}' did not come to its end. The next one within {ListingMemory.Life.TotalMinutes:0} minutes goes on from there.");
            return;
        }

        memory.End();
        Outcome = new SyncOutcome(result, await RemoveAsync(outcome.Removed).ConfigureAwait(false));
        if (outcome.RefusedRemovals > 0)
        {
            log.Failure(new LeappException(
                LeappErrorCode.RemovalRefused,
                $"{outcome.RefusedRemovals} of the {outcome.KnownBefore} known sessions of '{_alias}' are no longer listed. They are kept because they are"
                + " so many; what is new was added. If it is right, run the command again with -AllowRemoval.",
                _alias));
        }
    }

    /// <summary>Removes the profiles of sessions that are gone. The sessions are, whether their profiles can be removed or not.</summary>
    /// <returns>The profile names that lead nowhere now.</returns>
    private async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyList<(AccountEntry Account, RoleEntry Role)> gone)
    {
        List<SessionPlan> plans = PlansFor(gone);
        // Also what an earlier command could not remove.
        if (plans.Count == 0 && !profiles.HasTrace(IsUnknown))
        {
            return [];
        }

        IReadOnlyList<string> names = [];
        try
        {
            // By what is known now: another process may have added or made active a session since the listing was merged.
            await workspace.UpdateAsync(
                async (document, token) =>
                {
                    Know(document.Find(_alias));
                    plans = PlansFor(gone);
                    (names, _) = await profiles.ApplyAsync(plans, IsUnknown, token).ConfigureAwait(false);
                    return false;
                },
                CancellationToken.None).ConfigureAwait(false);
            foreach (SessionPlan plan in plans.Where(p => p.Failure is not null))
            {
                log.Failure(plan.Failure!);
            }
        }
        catch (LeappException failure)
        {
            log.Failure(new LeappException(
                failure.Code,
                $"Profiles of sessions that are gone stay{string.Concat(plans.Select((p, i) => (i == 0 ? ": " : ", ") + p.OldProfile))}. {failure.Message}",
                failure.Target));
        }

        return names;
    }

    /// <summary>How the profiles of sessions that are gone, and are not there again, are removed.</summary>
    private List<SessionPlan> PlansFor(IReadOnlyList<(AccountEntry Account, RoleEntry Role)> gone)
    {
        ProfileSnapshot snapshot = profiles.Read();
        return [.. gone
            .Select(session => new SessionPlace(known, session.Account, session.Role))
            .Where(place => IsUnknown(place.Id))
            .Select(place => SessionPlan.ToStop(place, place.StateIn(snapshot)))
            .Where(plan => plan.Removes != SessionTraces.None)];
    }

    private void Know(IntegrationEntry? entry) =>
        _known = new HashSet<string>(entry is null ? [] : SessionPlace.All(entry).Select(p => p.Id.ToString()), StringComparer.OrdinalIgnoreCase);

    /// <summary>Forgets the keys of a session, and of those that were assumed by them.</summary>
    private void ForgetKeys(SessionId id)
    {
        HashSet<SessionId> ended = [id];
        for (IEnumerable<SessionId> next = ended; next.ToArray() is { Length: > 0 } parents;)
        {
            Array.ForEach(parents, keys.Forget);
            next = [.. SessionPlace.All(known).Where(p => Array.Exists(parents, p.IsChildOf)).Select(p => p.Id).Where(ended.Add)];
        }
    }

    private bool IsUnknown(SessionId id) => string.Equals(id.Integration, _alias, StringComparison.OrdinalIgnoreCase) && !_known.Contains(id.ToString());
}
