namespace LeappSso.Profiles;

/// <summary>What a profile by method SsoProfile says.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="Session">The name of its sso-session: the alias of the integration.</param>
/// <param name="AccountId">12 digits.</param>
/// <param name="RoleName">The role as the portal names it.</param>
/// <param name="Region">The region in which it works; null for none.</param>
internal sealed record SsoProfile(string Name, string Session, string AccountId, string RoleName, string? Region)
{
    /// <summary>
    /// Whether a section leads to a role in the way from before there were sso-sessions, by naming the portal itself. The portal need not be
    /// compared: an account gets its roles from the portal of its one organization.
    /// </summary>
    internal static bool IsOldFor(IniSection section, string accountId, string roleName) =>
        section["sso_session"] is null && section["sso_start_url"] is { Length: > 0 }
        && section["sso_account_id"] == accountId && section["sso_role_name"] == roleName;
}
