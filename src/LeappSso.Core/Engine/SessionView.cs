using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Makes the session object of a role on disk.</summary>
internal static class SessionView
{
    /// <summary>The name people see: the account's own, else its id.</summary>
    internal static string NameOf(AccountEntry account) => string.IsNullOrWhiteSpace(account.Name) ? account.Id : account.Name;

    /// <summary>The method of a session: its own, else that of its integration.</summary>
    internal static LeappMethod MethodOf(IntegrationEntry integration, RoleEntry role) => Catalog.MethodOf(integration, role.Method);

    /// <summary>Makes the object.</summary>
    /// <param name="integration">Its integration.</param>
    /// <param name="account">Its account.</param>
    /// <param name="role">Its role.</param>
    /// <param name="profileName">Its profile name.</param>
    /// <param name="state">Whether other programs can use it.</param>
    internal static LeappSession Of(
        IntegrationEntry integration, AccountEntry account, RoleEntry role, string profileName, SessionState state) => new()
    {
        Integration = integration.Alias,
        AccountId = account.Id,
        AccountName = NameOf(account),
        AccountEmail = account.Email,
        RoleName = ChainName.Shown(role.Name),
        Region = role.Region ?? integration.DefaultRegion,
        ProfileName = profileName,
        Status = state.Status,
        Method = MethodOf(integration, role),
        StartedAt = state.Status == LeappSessionStatus.Inactive ? null : role.StartedAt,
        ExpiresAt = state.ExpiresAt,
        ConsoleUrl = role.Chain is null
            ? $"{integration.PortalUrl}/#/console?account_id={account.Id}&role_name={Uri.EscapeDataString(role.Name)}"
            : null,
        Parent = role.Chain?.Parent,
        RoleArn = role.Chain?.RoleArn,
        RoleInId = ChainName.Is(role.Name) ? role.Name : null,
    };
}
