namespace LeappSso.Profiles;

/// <summary>What a profile by method SsoProfile says.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="Session">The name of its sso-session: the alias of the integration.</param>
/// <param name="AccountId">12 digits.</param>
/// <param name="RoleName">The role as the portal names it.</param>
/// <param name="Region">The region in which it works; null for none.</param>
internal sealed record SsoProfile(string Name, string Session, string AccountId, string RoleName, string? Region);
