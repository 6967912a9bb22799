using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// Adds to plans what chained sessions by SsoProfile need: the profiles of their parents, by which AWS tools get the keys that assume the
/// role. A parent that is in the files already, by whatever method, is left as it is.
/// </summary>
internal sealed class ParentPlans(SessionIndex index, ProfileSnapshot before, SessionChange change, IEngineLog log)
{
    private readonly Dictionary<RoleEntry, SessionPlan> _byRole = [];
    private readonly List<SessionPlan> _done = [];

    /// <summary>The plans with those of the parents, each parent before its children. What cannot be is told and left out.</summary>
    internal List<SessionPlan> Complete(IReadOnlyList<SessionPlan> plans)
    {
        foreach (SessionPlan plan in plans)
        {
            _byRole.Add(plan.Place.Role, plan);
        }

        foreach (SessionPlan plan in plans)
        {
            try
            {
                // A parent may have got another plan meanwhile.
                Add(_byRole[plan.Place.Role]);
            }
            catch (LeappException failure)
            {
                log.Failure(failure);
            }
        }

        return _done;
    }

    private void Add(SessionPlan plan)
    {
        if (_done.Contains(plan))
        {
            return;
        }

        if (plan.NeedsSource)
        {
            SessionPlace parent = Ancestry.Of(plan.Place, index.Find, plan.Name)[1];
            plan.Source = PlanOf(parent);
            plan.SourceProfile = plan.Source?.NewProfile ?? parent.Role.Profile;
            if (plan.Source is not null)
            {
                Add(plan.Source);
            }
        }

        _done.Add(plan);
    }

    /// <summary>The plan by which a parent is in the files; null where it is there and stays.</summary>
    private SessionPlan? PlanOf(SessionPlace parent)
    {
        _byRole.TryGetValue(parent.Role, out SessionPlan? asked);
        SessionState state = parent.StateIn(before);
        bool isThere = (state.Traces & SessionTraces.Files) != SessionTraces.None && state.Status == LeappSessionStatus.Active;
        if (asked is null ? isThere : (asked.Writes & SessionTraces.Files) != SessionTraces.None)
        {
            return asked;
        }

        SessionChange wanted = asked is null ? new SessionChange { Force = change.Force } : change;
        LeappMethod method = wanted.Method ?? SessionView.MethodOf(parent.Integration, parent.Role);
        wanted = wanted with
        {
            Status = LeappSessionStatus.Active,
            Method = method == LeappMethod.Environment ? LeappMethod.SsoProfile : wanted.Method,
        };
        // Its keys in the variables of this process, if it has any there, stay.
        SessionPlan plan = new(asked?.Name ?? parent.Id.ToString(), parent, wanted, state with { Traces = state.Traces & SessionTraces.Files })
        {
            IsCompanion = asked is null,
        };
        log.Verbose($"{parent.Id} is made active too, as a chained session needs its profile.");
        _byRole[parent.Role] = plan;
        return plan;
    }
}
