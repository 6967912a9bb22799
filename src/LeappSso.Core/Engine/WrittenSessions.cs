using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The sessions of an integration that are written somewhere for other programs.</summary>
internal sealed class WrittenSessions(ProfileShelf profiles)
{
    /// <summary>How many are written at all, their keys ended or not.</summary>
    internal int Count(IntegrationEntry integration)
    {
        ProfileSnapshot snapshot = profiles.Read();
        return SessionPlace.All(integration).Count(place => place.StateIn(snapshot).Traces != SessionTraces.None);
    }

    /// <summary>The active ones whose writing follows from settings of the integration, as the session has none of its own.</summary>
    /// <param name="integration">The integration, as it is after the change.</param>
    /// <param name="change">Which settings were given.</param>
    /// <returns>Their ids. What somebody else wrote is not among them, nor what would have to leave the files for the variables of this process.</returns>
    internal IReadOnlyList<string> ThatFollow(IntegrationEntry integration, IntegrationChange change) =>
        [.. Active(integration, change).Where(s => !ForVariables(s.Place) || s.State.Traces.HasFlag(SessionTraces.Variables)).Select(s => s.Place.Id.ToString())];

    /// <summary>How many active ones stay in the files, although sessions are made active by the variables of a process from now on.</summary>
    internal int CountStaying(IntegrationEntry integration, IntegrationChange change) =>
        Active(integration, change).Count(s => ForVariables(s.Place) && !s.State.Traces.HasFlag(SessionTraces.Variables));

    /// <summary>What is written by methods that find no login where it would be kept: profile names, each with its method.</summary>
    internal IEnumerable<(string Name, LeappMethod Method)> WithoutLoginIn(IntegrationEntry integration, LeappTokenStore store)
    {
        ProfileSnapshot snapshot = profiles.Read();
        return from place in SessionPlace.All(integration)
               let traces = place.StateIn(snapshot).Traces & SessionTraces.Files
               where traces != SessionTraces.None
               let own = SessionView.MethodOf(integration, place.Role)
               let method = traces.HasFlag(SessionTraces.Credentials) ? LeappMethod.CredentialsFile
                   : own == LeappMethod.CredentialProcess ? own : LeappMethod.SsoProfile
               where !TokenStoreRules.Serves(store, method)
               select (place.Id.ToString(), method);
    }

    private IEnumerable<(SessionPlace Place, SessionState State)> Active(IntegrationEntry integration, IntegrationChange change)
    {
        ProfileSnapshot snapshot = profiles.Read();
        HashSet<string> ours = profiles.MarkedSessions();
        return from place in SessionPlace.All(integration)
               where (change.DefaultRegion is not null && place.Role.Region is null) || (change.Method is not null && place.Role.Method is null)
               let state = place.StateIn(snapshot)
               where state.Status == LeappSessionStatus.Active
                   && (state.Traces.HasFlag(SessionTraces.Variables) || ours.Contains(place.Id.ToString()))
               select (place, state);
    }

    private static bool ForVariables(SessionPlace place) => SessionView.MethodOf(place.Integration, place.Role) == LeappMethod.Environment;
}
