using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The known sessions: finding and changing them.</summary>
internal sealed class SessionBook(WorkspaceStore workspace, ProfileShelf profiles, IEngineLog log, TimeProvider time)
{
    /// <summary>The sessions that pass a filter, in the order of the workspace. Touches no network.</summary>
    internal IEnumerable<LeappSession> Find(SessionFilter filter)
    {
        FilterSieve sieve = new(filter);
        workspace.Read(sieve);
        ProfileSnapshot snapshot = profiles.Read();
        return from place in sieve.Picked
               where place.Passes(filter)
               let state = place.StateIn(snapshot)
               where filter.Status is null || state.Status == filter.Status
               select place.View(state);
    }

    /// <summary>Changes sessions with one write of each file. Touches the network only for keys that are to be written and not at hand.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="change">What is to become of each.</param>
    /// <param name="desk">Gets keys.</param>
    /// <param name="cancellationToken">Ends the wait for other processes, and for keys.</param>
    /// <returns>What was changed. What failed was told.</returns>
    internal async Task<SessionChangeResult> ChangeAsync(
        IReadOnlyList<string> names, SessionChange change, CredentialDesk desk, CancellationToken cancellationToken)
    {
        SessionChange checkedChange = Check(change);
        TellOfDoubt(checkedChange);
        PlanKeys keys = new(desk);
        Lazy<bool> hasProgram = new(() => profiles.HasProgram);
        List<LeappSession> changed = [];
        List<string> stopped = [];
        IReadOnlyList<string> left = names;
        while (left.Count > 0)
        {
            List<SessionPlan> without = [];
            bool written = false;
            try
            {
                await workspace.UpdateAsync(
                    async (document, token) =>
                    {
                        workspace.DemandWritable();
                        SessionIndex index = new(document);
                        List<SessionPlan> plans = keys.Provide(PlanAll(index, left, checkedChange), hasProgram, without);
                        if (plans.Count == 0 || without.Count > 0)
                        {
                            // All are written in one step, once what some of them need is there.
                            without.AddRange(without.Count > 0 ? plans : []);
                            return false;
                        }

                        (IReadOnlyList<string> gone, ProfileSnapshot after) = await profiles.ApplyAsync(plans, null, token).ConfigureAwait(false);
                        stopped.AddRange(gone);
                        ForgetStarts(index, gone);
                        foreach (SessionPlan plan in plans.Where(p => p.Failure is null))
                        {
                            plan.Keep(time.GetUtcNow());
                            if (!plan.IsCompanion)
                            {
                                changed.Add(plan.Place.View(plan.Place.StateIn(after)));
                            }

                            written |= plan.Writes != SessionTraces.None || plan.Removes != SessionTraces.None;
                        }

                        foreach (SessionPlan plan in plans.Where(p => p.Failure is not null))
                        {
                            log.Failure(plan.Failure!);
                        }

                        return plans.Exists(p => p.Failure is null);
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (LeappException failure) when (written)
            {
                throw new LeappException(
                    failure.Code,
                    $"The sessions were changed for other programs, but their settings could not be kept: {failure.InnerException?.Message ?? failure.Message}"
                    + " Mend that and run the command again.",
                    failure.Target,
                    failure);
            }

            HashSet<string> again = [.. without.Select(p => p.Name)];
            left = [.. left.Where(again.Contains)];
            if (left.Count > 0)
            {
                // No lock is held while keys are fetched or the helper is put there; then all have another turn.
                await profiles.PrepareAsync(without, cancellationToken).ConfigureAwait(false);
                await keys.FetchAsync(without, cancellationToken).ConfigureAwait(false);
            }
        }

        return new SessionChangeResult(changed, stopped);
    }

    /// <summary>Of sessions that were stopped, children of what was stopped among them. What was renamed is written anew after that.</summary>
    private static void ForgetStarts(SessionIndex index, IReadOnlyList<string> gone)
    {
        foreach (SessionPlace place in gone.Select(index.OwnerOf).OfType<SessionPlace>())
        {
            place.Role.StartedAt = null;
        }
    }

    /// <summary>What a change would make of the AWS files. Changes nothing, touches no network, and shows no secret.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="change">What would become of each.</param>
    internal IReadOnlyList<string> Preview(IReadOnlyList<string> names, SessionChange change)
    {
        SessionChange checkedChange = Check(change);
        TellOfDoubt(checkedChange);
        List<SessionPlan> plans = PlanAll(new SessionIndex(workspace.Read()), names, checkedChange);
        foreach (SessionPlan plan in plans.Where(p => p.NeedsKeys))
        {
            plan.Keys = PlanKeys.ToBeFetched;
        }

        IReadOnlyList<string> differences = profiles.Preview(plans);
        foreach (SessionPlan plan in plans.Where(p => p.Failure is not null))
        {
            log.Failure(plan.Failure!);
        }

        return differences;
    }

    /// <summary>The sessions with which a change would be tried. What is refused before that is told. Changes nothing.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="change">What would become of each.</param>
    internal IReadOnlyList<SessionOutlook> Foresee(IReadOnlyList<string> names, SessionChange change) =>
        [.. PlanNamed(new SessionIndex(workspace.Read()), names, Check(change), profiles.Read())
            .Select(p => new SessionOutlook(p.Name, p.NewMethod, p.OldMethod))];

    /// <summary>The names that are sessions. A name that is none is told.</summary>
    internal IReadOnlyList<string> Known(IReadOnlyList<string> names)
    {
        SessionIndex index = SessionIndex.Of(names, workspace);
        List<string> known = [];
        foreach (string name in names)
        {
            try
            {
                index.Get(name);
                known.Add(name);
            }
            catch (LeappException failure)
            {
                log.Failure(failure);
            }
        }

        return known;
    }

    /// <summary>A plan for each session, and for what goes along with it.</summary>
    private List<SessionPlan> PlanAll(SessionIndex index, IReadOnlyList<string> names, SessionChange change)
    {
        ProfileSnapshot before = profiles.Read();
        return new ParentPlans(index, before, change, log).Complete(PlanNamed(index, names, change, before));
    }

    /// <summary>A plan for each session, however often it is named.</summary>
    private List<SessionPlan> PlanNamed(SessionIndex index, IReadOnlyList<string> names, SessionChange change, ProfileSnapshot before)
    {
        List<SessionPlan> plans = [.. names.Select(n => Plan(index, n, change, before)).OfType<SessionPlan>().DistinctBy(p => p.Place.Role)];
        if (change.ProfileName is { } profile && plans.Count > 1)
        {
            throw new LeappException(
                LeappErrorCode.SessionAmbiguous,
                $"One profile name, '{profile}', cannot serve {plans.Count} sessions. Give one session, or each a name of its own:"
                + " ... | ForEach-Object { Set-LeappSession $_ -ProfileName \"my-$($_.AccountId)-$($_.RoleName)\" }",
                profile);
        }

        SessionPlan[] forVariables = [.. plans.Where(p => p.Writes == SessionTraces.Variables)];
        if (forVariables.Length < 2)
        {
            return plans;
        }

        log.Failure(new LeappException(
            LeappErrorCode.SessionAmbiguous,
            $"The variables of a process can hold the keys of one session, not of {forVariables.Length}, so none was set. Choose one, or let"
            + " Invoke-LeappSession run a block with each"
            + (Array.TrueForAll(forVariables, HasAnotherMethod) ? "; another -Method serves them all." : "."),
            forVariables[0].Place.Id.ToString()));
        return [.. plans.Except(forVariables)];
    }

    private static bool HasAnotherMethod(SessionPlan plan) => TokenStoreRules.StoreOf(plan.Place.Integration) != LeappTokenStore.Memory;

    private SessionPlan? Plan(SessionIndex index, string name, SessionChange change, ProfileSnapshot before)
    {
        try
        {
            SessionPlace place = index.Get(name);
            if (change.ProfileName is { } wanted && index.OwnerOf(wanted) is { } owner && owner.Role != place.Role)
            {
                throw new LeappException(
                    LeappErrorCode.ProfileInUse, $"The profile name '{wanted}' belongs to the session {owner.Id}. Choose another.", name);
            }

            SessionPlan plan = new(name, place, change, place.StateIn(before));
            if (plan.IsAskedFor(plan.NewMethod))
            {
                TokenStoreRules.Demand(TokenStoreRules.StoreOf(place.Integration), plan.NewMethod, place.Integration.Alias, name);
            }

            return plan;
        }
        catch (LeappException failure)
        {
            log.Failure(failure);
            return null;
        }
    }

    private void TellOfDoubt(SessionChange change)
    {
        if (change.Region is { Length: > 0 } region && AwsRegion.Doubt(region, AwsRegion.NoHost) is { } doubt)
        {
            log.Warning(doubt);
        }
    }

    private static SessionChange Check(SessionChange change)
    {
        if (change.ProfileName is { } profile)
        {
            ProfileNames.Check(profile);
        }

        return change.Region is { Length: > 0 } region ? change with { Region = AwsRegion.Parse(region) } : change;
    }
}
