using LeappSso.Login;

namespace LeappSso.Profiles;

/// <summary>
/// Writes and removes the sections of method SsoProfile in a config file. Only marked sections are changed or removed; a section that
/// somebody else wrote is used where it says the same, and otherwise left alone unless it is to be taken over.
/// A call that throws has changed nothing.
/// </summary>
internal sealed class SsoProfileEditor(IniDocument document, string path)
{
    private static readonly string[] s_sessionKeys = ["sso_start_url", "sso_region", "sso_registration_scopes"];

    private static readonly string[] s_profileKeys = ["sso_session", "sso_account_id", "sso_role_name", "region"];

    // What would win over the sso-session in some SDK, or contradict it (the CLI refuses a profile that repeats its keys).
    private static readonly string[] s_rivals =
    [
        "sso_start_url", "sso_region", "role_arn", "source_profile", "credential_source", "web_identity_token_file", "credential_process",
        "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
    ];

    private readonly HashSet<IniSection> _gone = [];

    /// <summary>Makes sure that the sso-session is there.</summary>
    /// <param name="name">Its name: the alias of the integration.</param>
    /// <param name="portalUrl">The address of the portal.</param>
    /// <param name="region">The region of the portal.</param>
    /// <returns>A warning, or null.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/> if somebody else's leads elsewhere.</exception>
    internal string? EnsureSession(string name, string portalUrl, string region)
    {
        SectionText.DemandName(name, LeappErrorCode.InvalidAlias, "a name of an sso-session");
        SectionText.DemandValue(portalUrl, LeappErrorCode.InvalidPortalUrl, "an address of a portal");
        SectionText.DemandValue(region, LeappErrorCode.InvalidRegion, "a region");
        IniSection? section = document.Find(SectionKind.SsoSession, name);
        if (section is { IsMarked: false } && !_gone.Contains(section))
        {
            return UseForeign(section, name, portalUrl, region);
        }

        section = Own(section, new SectionName(SectionKind.SsoSession, name), s_sessionKeys);
        section.Set("sso_start_url", portalUrl, document.NewLine);
        section.Set("sso_region", region, document.NewLine);
        if (section["sso_registration_scopes"]?.Contains(Scopes.AccountAccess, StringComparison.Ordinal) != true)
        {
            section.Set("sso_registration_scopes", Scopes.AccountAccess, document.NewLine);
        }

        return null;
    }

    /// <summary>Makes sure that a profile is there.</summary>
    /// <param name="profile">What it shall say.</param>
    /// <param name="force">Whether one that somebody else wrote is taken over.</param>
    /// <returns>A warning, or null.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal string? EnsureProfile(SsoProfile profile, bool force)
    {
        Demand(profile);
        IniSection? section = document.Find(SectionKind.Profile, profile.Name);
        bool foreign = section is { IsMarked: false } && !_gone.Contains(section);
        if (foreign && Says(section!, profile))
        {
            return null;
        }

        if (foreign && !force)
        {
            throw new LeappException(
                LeappErrorCode.ProfileInUse,
                $"{path}, line {section!.LineNumber}: the profile '{profile.Name}' is there already and was not written by LeappSso."
                + " Give the session another -ProfileName, or take the profile over with -Force (its other keys are kept).",
                profile.Name);
        }

        section = Own(section, new SectionName(SectionKind.Profile, profile.Name), foreign ? [.. s_profileKeys, .. s_rivals] : s_profileKeys);
        if (foreign)
        {
            section.Remove(s_rivals);
        }

        section.Set("sso_session", profile.Session, document.NewLine);
        section.Set("sso_account_id", profile.AccountId, document.NewLine);
        section.Set("sso_role_name", profile.RoleName, document.NewLine);
        if (profile.Region is null)
        {
            section.Remove(["region"]);
        }
        else
        {
            section.Set("region", profile.Region, document.NewLine);
        }

        return profile.Name == SectionName.Default ? WarnOfTwoDefaults() : null;
    }

    /// <summary>Removes a profile, if this module wrote it. Where other keys or comments remain, it stays with them, unmarked.</summary>
    internal void RemoveProfile(string name) => Remove(document.Find(SectionKind.Profile, name), s_profileKeys);

    /// <summary>Removes an sso-session that this module wrote, if no profile of its own needs it any more.</summary>
    /// <returns>A warning where profiles of somebody else use it, so that it stays as theirs; else null.</returns>
    internal string? RemoveSessionIfUnused(string name)
    {
        IniSection? section = document.Find(SectionKind.SsoSession, name);
        List<IniSection> users =
            [.. document.Sections.Where(s => s.Name.Kind == SectionKind.Profile && s["sso_session"] == name && !_gone.Contains(s))];
        if (section is not { IsMarked: true } || users.Exists(s => s.IsMarked))
        {
            return null;
        }

        if (users.Count > 0)
        {
            section.RemoveMark();
            return $"[sso-session {name}] stays in {path}, because the profile '{users[0].Name.Name}', which LeappSso did not write, uses it.";
        }

        Remove(section, s_sessionKeys);
        return null;
    }

    /// <summary>Takes out what was removed. To be called once, at the end.</summary>
    internal void Finish() => document.Remove(_gone);

    private static void Demand(SsoProfile profile)
    {
        SectionText.DemandName(profile.Name, LeappErrorCode.InvalidProfileName, "a profile name");
        SectionText.DemandName(profile.Session, LeappErrorCode.InvalidAlias, "a name of an sso-session");
        SectionText.DemandValue(profile.AccountId, LeappErrorCode.SessionNotFound, "an account id");
        SectionText.DemandValue(profile.RoleName, LeappErrorCode.SessionNotFound, "a role name");
        if (profile.Region is { } region)
        {
            SectionText.DemandValue(region, LeappErrorCode.InvalidRegion, "a region");
        }
    }

    /// <summary>A marked section in which these keys may be set and removed.</summary>
    private IniSection Own(IniSection? section, SectionName name, IEnumerable<string> keys)
    {
        if (section is null)
        {
            return document.Append(name);
        }

        DemandPlain(section, keys);
        _gone.Remove(section);
        if (!section.IsMarked)
        {
            section.AddMark(document.NewLine);
        }

        return section;
    }

    private void Remove(IniSection? section, string[] keys)
    {
        if (section is not { IsMarked: true })
        {
            return;
        }

        DemandPlain(section, keys);
        if (!section.HoldsMoreThan(keys, document.IsLast(section)))
        {
            _gone.Add(section);
        }

        section.RemoveMark();
        section.Remove(keys);
    }

    /// <summary>Refuses where an indented line continues a key of ours: AWS CLI and the SDK for .NET disagree on whose it is.</summary>
    private void DemandPlain(IniSection section, IEnumerable<string> keys)
    {
        if (section.ContinuationOf(keys) is { } line)
        {
            throw IniCheck.Refusal(path, line.Number, "it is indented, so for AWS CLI it belongs to the key above it, which LeappSso has to change");
        }
    }

    private string? UseForeign(IniSection section, string name, string portalUrl, string region)
    {
        string? url = section["sso_start_url"];
        string? at = section["sso_region"];
        if (url is null || at is null || !PortalAddress.SamePortal(url, portalUrl) || !string.Equals(at, region, StringComparison.OrdinalIgnoreCase))
        {
            throw new LeappException(
                LeappErrorCode.ProfileInUse,
                $"{path}, line {section.LineNumber}: [sso-session {name}] is there already, was not written by LeappSso, and leads to {url ?? "no portal"} in"
                + $" {at ?? "no region"}, not to {portalUrl} in {region}. Rename it, or add the integration under another alias.",
                name);
        }

        return section["sso_registration_scopes"] is null
            ? $"[sso-session {name}] in {path} has no sso_registration_scopes. It is used as it is; some AWS tools want the line"
                + $" 'sso_registration_scopes = {Scopes.AccountAccess}' in it."
            : null;
    }

    private string? WarnOfTwoDefaults() =>
        document.Sections.Count(s => s.Name == new SectionName(SectionKind.Profile, SectionName.Default)) < 2
            ? null
            : $"{path} has both [default] and [profile default]. [default] was written; AWS CLI uses whichever comes later. Keep one of them.";

    private static bool Says(IniSection section, SsoProfile profile) =>
        section["sso_session"] == profile.Session && section["sso_account_id"] == profile.AccountId && section["sso_role_name"] == profile.RoleName;
}
