using LeappSso.Profiles;

namespace LeappSso.Engine;

/// <summary>Which profiles the config file has, at one moment.</summary>
internal sealed class ProfileSnapshot(IniDocument document)
{
    /// <summary>Whether other programs can use a session: its profile is there and leads to it, whoever wrote it.</summary>
    internal bool IsActive(SessionId id, string profileName) =>
        document.Find(SectionKind.Profile, profileName) is { } section
        && section["sso_session"] == id.Integration
        && section["sso_account_id"] == id.AccountId
        && section["sso_role_name"] == id.RoleName;
}
