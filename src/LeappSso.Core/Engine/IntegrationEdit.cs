using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Adds integrations and changes their settings. One that is moved to another portal or region leaves nothing behind that leads to the former.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="depart">Ends the login and the sessions of an integration.</param>
/// <param name="move">Brings a login to another store.</param>
/// <param name="stranded">What stays in a store that cannot be reached.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
internal sealed class IntegrationEdit(
    WorkspaceStore workspace, Func<IntegrationEntry, Departure> depart, LoginMove move, StrandedLogin stranded, IEngineLog log, TimeProvider time)
{
    /// <summary>Adds an integration, or brings what was given into the same one already there.</summary>
    /// <param name="settings">What the person gave.</param>
    /// <param name="force">Whether a company's own domain is accepted, and portal or region may change.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    internal Task<IntegrationEntry> AddAsync(IntegrationSettings settings, bool force, CancellationToken cancellationToken)
    {
        IntegrationCheck check = new(force);
        return RunAsync(
            check,
            document =>
            {
                IntegrationEntry added = check.ToEntry(settings, document);
                if (document.Find(added.Alias) is { } known)
                {
                    return (known, AddAgain(known, added, force));
                }

                document.Integrations.Add(added);
                return (added, null);
            },
            cancellationToken);
    }

    /// <summary>The settings of a known integration after it is added once more.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.IntegrationExists"/>.</exception>
    internal static IntegrationState AddAgain(IntegrationEntry known, IntegrationEntry added, bool force)
    {
        IntegrationState wanted = IntegrationCheck.Merge(known, added);
        return wanted.IsSamePlace(IntegrationState.Of(known)) || force
            ? wanted
            : throw new LeappException(
                LeappErrorCode.IntegrationExists,
                $"The integration '{known.Alias}' exists, with {known.PortalUrl} in {known.Region}. Choose another alias,"
                + $" or let -Force change it to {added.PortalUrl} in {added.Region} (that ends its login).",
                added.Alias);
    }

    /// <summary>Changes the settings of an integration.</summary>
    /// <param name="change">What the person gave.</param>
    /// <param name="force">Whether a company's own domain is accepted.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    internal Task<IntegrationEntry> ChangeAsync(IntegrationChange change, bool force, CancellationToken cancellationToken)
    {
        IntegrationCheck check = new(force);
        return RunAsync(
            check,
            document =>
            {
                IntegrationEntry known = Catalog.Resolve(document, change.Alias);
                return (known, check.Merge(known, change));
            },
            cancellationToken);
    }

    /// <summary>Takes a login out of the shared cache that is in another store by now: of this command, or of one that was killed in between.</summary>
    /// <param name="known">The integration.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    internal async Task ResumeAsync(IntegrationEntry known, CancellationToken cancellationToken)
    {
        if (known.LeavesSharedCache != true)
        {
            return;
        }

        await move.LeaveSharedCacheAsync(known, cancellationToken).ConfigureAwait(false);
        await workspace.UpdateAsync(
            document =>
            {
                if (document.Find(known.Alias) is not { LeavesSharedCache: true } entry)
                {
                    return false;
                }

                entry.LeavesSharedCache = null;
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<IntegrationEntry> RunAsync(
        IntegrationCheck check, Func<WorkspaceDocument, (IntegrationEntry Entry, IntegrationState? Wanted)> find, CancellationToken cancellationToken)
    {
        IntegrationEntry? edited = null;
        Departure? departure = null;
        using LoginMove moving = move;
        IReadOnlyList<string> gone = [];
        await workspace.UpdateAsync(
            async (document, token) =>
            {
                (edited, IntegrationState? wanted) = find(document);
                Tell(check.Doubts);
                IntegrationState before = IntegrationState.Of(edited);
                if (wanted?.PortalUrl != before.PortalUrl)
                {
                    WarnOfTwin(document, edited.Alias, wanted?.PortalUrl ?? before.PortalUrl);
                }

                bool resumes = edited.LeavesSharedCache == true;
                if (resumes)
                {
                    await moving.LeaveSharedCacheAsync(edited, token).ConfigureAwait(false);
                    edited.LeavesSharedCache = null;
                }

                if (wanted is null || wanted == before)
                {
                    return wanted is null || resumes;
                }

                moving.Demand(edited, wanted);
                if (wanted.IsSamePlace(before))
                {
                    workspace.DemandWritable();
                    await moving.CopyAsync(edited, Copy(edited, wanted), token).ConfigureAwait(false);
                }
                else
                {
                    workspace.DemandWritable();
                    departure = depart(Copy(edited, before));
                    gone = await StopAsync(departure, edited, token).ConfigureAwait(false);
                    // The login goes before the portal: whoever is killed in between leaves none that belongs to no integration.
                    await departure.ForgetLoginAsync(token).ConfigureAwait(false);
                    Leave(edited, anotherPortal: wanted.PortalUrl != before.PortalUrl);
                    WarnOfStrangers(edited, Partition.Of(wanted.Region));
                }

                wanted.CopyTo(edited);
                edited.LeavesSharedCache = moving.LeavesSharedCache ? true : null;
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (moving.Finish() is var (left, reason))
        {
            await stranded.KeepInMindAsync(left, reason, cancellationToken).ConfigureAwait(false);
        }

        await ResumeAsync(edited!, cancellationToken).ConfigureAwait(false);

        if (departure is not null)
        {
            await EndLoginAsync(departure, edited!, gone, cancellationToken).ConfigureAwait(false);
        }

        return edited!;
    }

    /// <summary>Stops the active sessions; none may go on leading to the former portal under the name of the new one.</summary>
    private static async Task<IReadOnlyList<string>> StopAsync(Departure departure, IntegrationEntry known, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> gone = await departure.StopAllAsync(known, cancellationToken).ConfigureAwait(false);
        return departure.HasLeftSomething
            ? throw new LeappException(
                LeappErrorCode.ProfileInUse,
                $"'{known.Alias}' stays with {known.PortalUrl} in {known.Region}, because not all that was written for its sessions in the AWS files can be removed."
                + " Test-LeappSso tells what is wrong with them."
                + (gone.Count > 0 ? $" What could be stopped is stopped all the same: {string.Join(", ", gone)}." : string.Empty),
                known.Alias)
            : gone;
    }

    /// <summary>What is known of the sessions of another portal waits until it lists them; in another region they are the same.</summary>
    private void Leave(IntegrationEntry entry, bool anotherPortal)
    {
        foreach (RoleEntry role in entry.Accounts.SelectMany(a => a.Roles))
        {
            role.StartedAt = null;
            role.GoneAt = anotherPortal && role.Chain is null ? role.GoneAt ?? time.GetUtcNow() : role.GoneAt;
        }

        entry.LastSync = anotherPortal ? null : entry.LastSync;
    }

    private async Task EndLoginAsync(Departure departure, IntegrationEntry entry, IReadOnlyList<string> gone, CancellationToken cancellationToken)
    {
        bool sameStore = departure.Goal.Vault == (entry.Vault ?? string.Empty);
        LeappException? failure = await departure.EndLoginAsync(staysKnown: sameStore, cancellationToken).ConfigureAwait(false);
        if (gone.Count > 0)
        {
            log.Warning($"What was active of '{entry.Alias}' led to its former portal or region, and is stopped: {string.Join(", ", gone)}.");
        }

        log.Verbose($"'{entry.Alias}' now is {entry.PortalUrl} in {entry.Region}. Connect-LeappSso {entry.Alias} logs in there.");
        if (failure?.Code == LeappErrorCode.TokenStoreNotAvailable && !sameStore)
        {
            await stranded.KeepInMindAsync(departure.Goal, failure, cancellationToken).ConfigureAwait(false);
            failure = null;
        }

        await departure.TellAsync(cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            throw departure.Refusal(failure);
        }
    }

    private void Tell(IReadOnlyList<string> doubts)
    {
        foreach (string doubt in doubts)
        {
            log.Warning(doubt);
        }
    }

    private void WarnOfTwin(WorkspaceDocument document, string alias, string portalUrl)
    {
        IntegrationEntry? twin = document.Integrations.Find(i =>
            i.PortalUrl == portalUrl && !string.Equals(i.Alias, alias, StringComparison.OrdinalIgnoreCase));
        if (twin is not null)
        {
            log.Warning($"'{twin.Alias}' already leads to {portalUrl}. Both are kept: use two when you log in there as two people.");
        }
    }

    /// <summary>Chained sessions stay through a move; where it leads to another partition, they get no keys there.</summary>
    private void WarnOfStrangers(IntegrationEntry entry, string partition)
    {
        SessionId[] strangers = [.. SessionPlace.All(entry)
            .Where(p => p.Role.Chain is { } chain && RoleArn.Read(chain.RoleArn) is { } arn && arn.Partition != partition)
            .Select(p => p.Id)];
        if (strangers.Length > 0)
        {
            log.Warning(
                $"'{entry.Alias}' now lies in the partition {partition}, and AWS takes no keys of another partition, so these chained sessions get none:"
                + $" {string.Join<SessionId>(", ", strangers)}. Remove-LeappSession removes them.");
        }
    }

    private static IntegrationEntry Copy(IntegrationEntry entry, IntegrationState state)
    {
        IntegrationEntry copy = new() { Alias = entry.Alias };
        state.CopyTo(copy);
        return copy;
    }
}
