using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The chained sessions: adding and removing them.</summary>
internal sealed class ChainBook(WorkspaceStore workspace, ProfileShelf profiles, KeyShelf keys, IEngineLog log)
{
    /// <summary>Adds a chained session, or finds the same one already there. Touches no network.</summary>
    internal async Task<LeappSession> AddAsync(ChainSettings settings, CancellationToken cancellationToken)
    {
        LeappSession? result = null;
        await workspace.UpdateAsync(
            document =>
            {
                (SessionPlace place, bool isNew) = Put(document, settings);
                result = place.View(place.StateIn(profiles.Read()));
                return isNew;
            },
            cancellationToken).ConfigureAwait(false);
        return result!;
    }

    /// <summary>The id of the session that would be added, or of the same one already there. Writes nothing.</summary>
    /// <exception cref="LeappException">It cannot be added.</exception>
    internal SessionId Foresee(ChainSettings settings) => Put(workspace.Read(), settings).Place.Id;

    private (SessionPlace Place, bool IsNew) Put(WorkspaceDocument document, ChainSettings settings)
    {
        RoleArn arn = RoleArn.Parse(settings.RoleArn);
        string name = ChainName.Of(ChainText.CheckName(settings.Name ?? arn.Name));
        SessionIndex index = new(document);
        SessionPlace parent = index.Get(settings.Parent);
        Ancestry.DemandRoomBelow(parent, index.Find, settings.Parent);
        DemandSamePartition(arn, parent, settings);
        ChainEntry chain = ChainText.ToEntry(settings, arn, parent.Id);
        SessionId id = new(parent.Integration.Alias, arn.AccountId, name);
        return index.Find(id.ToString()) is { } known ? (Same(known, chain, settings), false) : (Insert(index, parent, name, chain, settings), true);
    }

    /// <summary>Removes chained sessions with what was written for them. What fails for one is told and does not stop the others.</summary>
    /// <returns>The profile names that no longer lead to a session.</returns>
    internal async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyList<string> names, bool force, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> stopped = [];
        await workspace.UpdateAsync(
            async (document, token) =>
            {
                workspace.DemandWritable();
                List<SessionPlace> removed = Choose(document, names, force);
                ProfileSnapshot snapshot = profiles.Read();
                Dictionary<RoleEntry, SessionPlan> plans = removed.ToDictionary(p => p.Role, p => SessionPlan.ToStop(p, p.StateIn(snapshot)));
                SessionPlan[] written = [.. plans.Values.Where(p => p.Removes != SessionTraces.None)];
                if (written.Length > 0)
                {
                    (stopped, _) = await profiles.ApplyAsync(written, null, token).ConfigureAwait(false);
                }

                foreach (SessionPlan failed in written.Where(p => p.Failure is not null))
                {
                    // What cannot be taken out of the files keeps its session, by which it can be stopped later.
                    log.Failure(failed.Failure!);
                    removed.Remove(failed.Place);
                }

                removed.ForEach(Drop);
                return removed.Count > 0;
            },
            cancellationToken).ConfigureAwait(false);
        return stopped;
    }

    /// <summary>As <see cref="Foresee(ChainSettings)"/>, in a workspace that is not kept, where it stands from then on.</summary>
    internal SessionId Foresee(WorkspaceDocument draft, ChainSettings settings) => Put(draft, settings).Place.Id;

    /// <summary>The names of sessions that a removal would be tried with. What is refused is told. Removes nothing.</summary>
    internal IReadOnlyList<string> ForeseeRemoval(IReadOnlyList<string> names, bool force)
    {
        WorkspaceDocument document = workspace.Read();
        SessionIndex index = new(document);
        HashSet<RoleEntry> removed = [.. Choose(document, names, force).Select(p => p.Role)];
        return [.. names.Where(name => index.Find(name) is { } place && removed.Contains(place.Role))];
    }

    /// <summary>The sessions to remove, with those that get their keys by them.</summary>
    private List<SessionPlace> Choose(WorkspaceDocument document, IReadOnlyList<string> names, bool force)
    {
        SessionIndex index = new(document);
        List<SessionPlace> all = [.. SessionPlace.All(document)];
        List<(string Name, SessionPlace Place)> named = [];
        foreach (string name in names)
        {
            Try(() => named.Add((name, Chained(index.Get(name), name))));
        }

        HashSet<RoleEntry> chosen = [.. named.Select(n => n.Place.Role)];
        if (force)
        {
            Spread(all, chosen);
        }

        // Without force a session stays as long as another one stays that needs it.
        for (bool refused = true; refused;)
        {
            refused = false;
            foreach ((string name, SessionPlace place) in named.Where(n => chosen.Contains(n.Place.Role)).ToList())
            {
                SessionPlace[] left = [.. all.Where(p => p.IsChildOf(place.Id) && !chosen.Contains(p.Role))];
                if (left.Length > 0)
                {
                    log.Failure(new LeappException(
                        LeappErrorCode.SessionHasChildren,
                        $"{place.Id} was not removed, because {string.Join(", ", left.Select(p => p.Id))} {(left.Length == 1 ? "gets its" : "get their")}"
                        + " keys by it. Remove that first, or let -Force remove all of them.",
                        name));
                    chosen.Remove(place.Role);
                    refused = true;
                }
            }
        }

        return [.. all.Where(p => chosen.Contains(p.Role))];
    }

    private static void Spread(List<SessionPlace> all, HashSet<RoleEntry> chosen)
    {
        while (all.FirstOrDefault(p => !chosen.Contains(p.Role) && all.Exists(o => chosen.Contains(o.Role) && p.IsChildOf(o.Id))) is { } child)
        {
            chosen.Add(child.Role);
        }
    }

    private void Try(Action choose)
    {
        try
        {
            choose();
        }
        catch (LeappException failure)
        {
            log.Failure(failure);
        }
    }

    private static SessionPlace Chained(SessionPlace place, string name) => place.Role.Chain is not null ? place : throw new LeappException(
        LeappErrorCode.SessionOfPortal,
        $"{place.Id} comes from the portal of '{place.Integration.Alias}', so the next listing would bring it back. Stop-LeappSession ends its use;"
        + " Remove-LeappSsoIntegration removes the portal with all its sessions.",
        name);

    private void Drop(SessionPlace place)
    {
        keys.Forget(place.Id);
        place.Account.Roles.Remove(place.Role);
        if (place.Account.Roles.Count == 0)
        {
            place.Integration.Accounts.Remove(place.Account);
        }
    }

    private static void DemandSamePartition(RoleArn arn, SessionPlace parent, ChainSettings settings)
    {
        string partition = Partition.Of(parent.Integration.Region);
        if (arn.Partition != partition)
        {
            throw new LeappException(
                LeappErrorCode.InvalidRoleArn,
                $"{arn.Text} lies in the partition {arn.Partition}, but the portal of '{parent.Integration.Alias}' in {partition}, and AWS takes no keys of"
                + " another partition. Check the ARN.",
                settings.RoleArn);
        }
    }

    private static SessionPlace Same(SessionPlace known, ChainEntry chain, ChainSettings settings)
    {
        bool isSame = known.Role.Chain?.IsSame(chain) is true
            && (settings.Region is null || AwsRegion.Parse(settings.Region) == (known.Role.Region ?? known.Integration.DefaultRegion))
            && (settings.ProfileName is null || settings.ProfileName == known.Role.Profile);
        return isSame ? known : throw new LeappException(
            LeappErrorCode.SessionExists,
            $"The session {known.Id} exists, for {known.Role.Chain?.RoleArn} by the keys of {known.Role.Chain?.Parent}, with other settings. Give the new one another"
            + " -Name, or remove that one first; Set-LeappSession changes its region and profile name.",
            known.Id.ToString());
    }

    private SessionPlace Insert(SessionIndex index, SessionPlace parent, string name, ChainEntry chain, ChainSettings settings)
    {
        string? region = settings.Region is { } given ? AwsRegion.Parse(given) : parent.Role.Region;
        IntegrationEntry integration = parent.Integration;
        string accountId = RoleArn.Parse(chain.RoleArn).AccountId;
        AccountEntry? account = integration.Accounts.Find(a => a.Id == accountId);
        string profile = settings.ProfileName is { } wanted ? CheckProfile(wanted, index) : ProfileOf(index, integration, accountId, account?.Name, name);
        if (account is null)
        {
            account = new AccountEntry { Id = accountId };
            integration.Accounts = [.. integration.Accounts.Append(account).OrderBy(a => a.Id, StringComparer.Ordinal)];
        }

        RoleEntry role = new() { Name = name, Profile = profile, Region = region, Chain = chain };
        account.Roles.Add(role);
        return new SessionPlace(integration, account, role);
    }

    private string ProfileOf(SessionIndex index, IntegrationEntry integration, string accountId, string? accountName, string name)
    {
        SessionKey key = new(accountId, ChainName.Shown(name));
        HashSet<string> taken = profiles.NamesOfOthers();
        taken.UnionWith(index.ProfileNames);
        return ProfileNames.Settle(
            [new NewSession(integration.Alias, key, accountName)], integration.ProfileNameTemplate ?? ProfileNames.DefaultTemplate, taken)[key];
    }

    private static string CheckProfile(string profile, SessionIndex index)
    {
        ProfileNames.Check(profile);
        return index.OwnerOf(profile) is { } owner
            ? throw new LeappException(LeappErrorCode.ProfileInUse, $"The profile name '{profile}' belongs to the session {owner.Id}. Choose another.", profile)
            : profile;
    }
}
