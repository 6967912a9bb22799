using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Where a session stands in the workspace.</summary>
internal sealed record SessionPlace(IntegrationEntry Integration, AccountEntry Account, RoleEntry Role)
{
    internal SessionId Id => new(Integration.Alias, Account.Id, Role.Name);

    /// <summary>The sessions of a workspace, in its order.</summary>
    internal static IEnumerable<SessionPlace> All(WorkspaceDocument document) =>
        from integration in document.Integrations
        from place in All(integration)
        select place;

    /// <summary>The sessions of an integration.</summary>
    internal static IEnumerable<SessionPlace> All(IntegrationEntry integration) =>
        from account in integration.Accounts
        from role in account.Roles
        where role.GoneAt is null
        select new SessionPlace(integration, account, role);

    /// <summary>Whether it gets its keys by those of a session.</summary>
    internal bool IsChildOf(SessionId parent) =>
        Role.Chain is { } chain && string.Equals(chain.Parent, parent.ToString(), StringComparison.OrdinalIgnoreCase);

    internal SessionState StateIn(ProfileSnapshot snapshot) => snapshot.Of(Id, Role.Profile);

    internal LeappSession View(SessionState state) => SessionView.Of(Integration, Account, Role, Role.Profile, state);

    /// <summary>Whether everything but the status passes.</summary>
    internal bool Passes(SessionFilter filter) =>
        Passes(filter.Integration, Integration.Alias)
        && Passes(filter.AccountId, Account.Id)
        && Passes(filter.AccountName, SessionView.NameOf(Account))
        && Passes(filter.RoleName, ChainName.Shown(Role.Name))
        && Passes(filter.RoleInId, Role.Name)
        && Passes(filter.ProfileName, Role.Profile)
        && (filter.Id is null || filter.Id(Id.ToString()));

    private static bool Passes(Func<string, bool>? test, string value) => test is null || test(value);
}
