using System.Globalization;

namespace LeappSso.Profiles;

/// <content>The profiles of chained sessions.</content>
internal sealed partial class ConfigEditor
{
    // In these too the id of the session stands, as nothing else in them tells which one it is.
    private static readonly string[] s_chainKeys =
        ["role_arn", "source_profile", "role_session_name", "external_id", "duration_seconds", CredentialsEditor.SessionKey];

    // What would demand more than the session knows of, or lead past the source.
    private static readonly string[] s_chainRivals = ["mfa_serial", "role_session_name", "external_id", "duration_seconds"];

    // What makes a profile one that gives keys.
    private static readonly string[] s_sources =
        ["sso_session", "sso_start_url", "credential_process", "role_arn", "aws_access_key_id", "web_identity_token_file", "credential_source", "login_session"];

    /// <summary>Makes sure that a profile is there which assumes a role.</summary>
    /// <param name="profile">What it shall say.</param>
    /// <param name="force">Whether one that somebody else wrote is taken over.</param>
    /// <returns>A warning, or null.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal string? EnsureProfile(ChainProfile profile, bool force)
    {
        SectionText.DemandValue(profile.RoleArn, LeappErrorCode.InvalidRoleArn, "a role");
        SectionText.DemandProfileName(profile.Source);
        SectionText.DemandValue(profile.Session, LeappErrorCode.SessionNotFound, "an id of a session");
        SectionText.DemandValue(profile.RoleSessionName ?? "-", LeappErrorCode.InvalidSessionName, "a name of a role session");
        SectionText.DemandValue(profile.ExternalId ?? "-", LeappErrorCode.InvalidExternalId, "an external id");
        IniSection? section = Demand(profile.Name, profile.Region, force, _ => false);
        _marked.DemandPlain(section, _marked.IsForeign(section) ? [.. s_chainKeys, .. s_chainRivals, .. s_rivals] : s_chainKeys);
        if (_marked.IsForeign(section))
        {
            section!.SetAside([.. s_chainKeys, .. s_chainRivals]);
        }

        return Ensure(
            section,
            profile.Name,
            profile.Region,
            ("sso_session", null), ("sso_account_id", null), ("sso_role_name", null), ("credential_process", null),
            ("role_arn", profile.RoleArn), ("source_profile", profile.Source), ("role_session_name", profile.RoleSessionName),
            ("external_id", profile.ExternalId), ("duration_seconds", profile.DurationSeconds?.ToString(CultureInfo.InvariantCulture)),
            (CredentialsEditor.SessionKey, profile.Session));
    }

    /// <summary>The profiles of chained sessions that this module wrote, as they are now.</summary>
    internal IReadOnlyList<ChainProfile> Chained() =>
    [
        .. from section in document.Sections
           where section.IsMarked && section.Name.Kind == SectionKind.Profile && IsChain(section)
           select new ChainProfile(
               section.Name.Name, section[CredentialsEditor.SessionKey]!, section["role_arn"]!, section["source_profile"]!, section["region"]),
    ];

    /// <summary>Lets a profile of <see cref="Chained"/> use another source.</summary>
    internal void SetSource(string name, string source)
    {
        IniSection section = document.Find(SectionKind.Profile, name)!;
        _marked.DemandPlain(section, ["source_profile"]);
        _marked.Set(section, [("source_profile", source)]);
    }

    /// <summary>Whether a profile of the file, whoever wrote it, gives keys.</summary>
    internal bool GivesKeys(string name) =>
        document.Find(SectionKind.Profile, name) is { } section && s_sources.Any(k => section[k] is not null);

    private static bool IsChain(IniSection section) =>
        section[CredentialsEditor.SessionKey] is not null && section["role_arn"] is not null && section["source_profile"] is not null;

    /// <summary>The entries with those that take away what a chained session had in the section.</summary>
    private (string Key, string? Value)[] WithoutChain(IniSection? section, (string Key, string? Value)[] entries) =>
        section is not null && !_marked.IsForeign(section) && IsChain(section)
            ? [.. entries, .. s_chainKeys.Except(entries.Select(e => e.Key)).Select(k => (k, (string?)null))]
            : entries;
}
