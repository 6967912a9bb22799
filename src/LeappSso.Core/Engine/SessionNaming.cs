using LeappSso.Mapping;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Names and states of sessions while they stream: known ones as they are, new ones with a name that may still change.</summary>
/// <param name="taken">Profile names in use; must ignore letter case.</param>
/// <param name="stateOf">Says whether other programs can use a session.</param>
internal sealed class SessionNaming(HashSet<string> taken, Func<SessionId, string, SessionState> stateOf)
{
    /// <summary>The object that streams out.</summary>
    internal LeappSession View(IntegrationEntry integration, AccountEntry account, RoleEntry role, Merge merge)
    {
        string name = role.Profile.Length > 0
            ? role.Profile
            : ProfileNames.Provisional(
                merge.NameRequest(account, role), integration.ProfileNameTemplate ?? ProfileNames.DefaultTemplate, taken);
        return SessionView.Of(integration, account, role, name, stateOf(new SessionId(integration.Alias, account.Id, role.Name), name));
    }
}
