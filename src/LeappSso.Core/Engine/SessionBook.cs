using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The known sessions: finding and changing them. Touches no network.</summary>
internal sealed class SessionBook(WorkspaceStore workspace, ProfileShelf profiles, IEngineLog log, TimeProvider time)
{
    /// <summary>The sessions that pass a filter, in the order of the workspace.</summary>
    internal IEnumerable<LeappSession> Find(SessionFilter filter)
    {
        FilterSieve sieve = new(filter);
        workspace.Read(sieve);
        ProfileSnapshot snapshot = profiles.Read();
        return from place in sieve.Picked
               where place.Passes(filter)
               let status = place.StatusIn(snapshot)
               where filter.Status is null || status == filter.Status
               select place.View(status);
    }

    /// <summary>Changes sessions with one write of each file.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="change">What is to become of each.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>What was changed. What failed was told.</returns>
    internal async Task<SessionChangeResult> ChangeAsync(
        IReadOnlyList<string> names, SessionChange change, CancellationToken cancellationToken)
    {
        SessionChange checkedChange = Check(names, change);
        List<LeappSession> changed = [];
        List<string> stopped = [];
        await workspace.UpdateAsync(
            async (document, token) =>
            {
                ProfileSnapshot before = profiles.Read();
                SessionIndex index = new(document);
                List<SessionPlan> plans = [.. names.Select(n => Plan(index, n, checkedChange, before)).OfType<SessionPlan>()];
                ProfileSnapshot after = await profiles.ApplyAsync(plans, token).ConfigureAwait(false);
                foreach (SessionPlan plan in plans.Where(p => p.Failure is null))
                {
                    plan.Keep(time.GetUtcNow());
                    changed.Add(plan.Place.View(plan.Place.StatusIn(after)));
                    if (plan.Leaves is { } left)
                    {
                        stopped.Add(left);
                    }
                }

                foreach (SessionPlan plan in plans.Where(p => p.Failure is not null))
                {
                    log.Failure(plan.Failure!);
                }

                return changed.Count > 0;
            },
            cancellationToken).ConfigureAwait(false);
        return new SessionChangeResult(changed, stopped);
    }

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

            return new SessionPlan(place, change, place.StatusIn(before));
        }
        catch (LeappException failure)
        {
            log.Failure(failure);
            return null;
        }
    }

    private static SessionChange Check(IReadOnlyList<string> names, SessionChange change)
    {
        if (change.ProfileName is { } profile)
        {
            if (!ProfileNames.IsPortable(profile))
            {
                throw new LeappException(
                    LeappErrorCode.InvalidProfileName,
                    $"'{profile}' cannot be a profile name, because not every AWS tool could read it. Use letters, digits and _ - @ + . % : / only.",
                    profile);
            }

            if (names.Count > 1)
            {
                throw new LeappException(
                    LeappErrorCode.SessionAmbiguous, $"One profile name, '{profile}', cannot serve {names.Count} sessions.", profile);
            }
        }

        return change.Region is { Length: > 0 } region ? change with { Region = AwsRegion.Parse(region) } : change;
    }
}
