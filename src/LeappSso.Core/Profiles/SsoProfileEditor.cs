using LeappSso.Login;

namespace LeappSso.Profiles;

/// <summary>
/// Writes and removes the sections of method SsoProfile in a config file. Only marked sections are changed or removed; a section that
/// somebody else wrote is used where it says the same, and otherwise left alone unless it is to be taken over.
/// </summary>
internal sealed class SsoProfileEditor(IniDocument document, string path)
{
    // What would win over the sso-session in some SDK, or contradict it (the CLI refuses a profile that repeats its keys).
    private static readonly string[] s_rivals =
    [
        "sso_start_url", "sso_region", "role_arn", "source_profile", "credential_source", "web_identity_token_file", "credential_process",
        "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
    ];

    private readonly List<IniSection> _gone = [];

    /// <summary>Makes sure that the sso-session is there.</summary>
    /// <param name="name">Its name: the alias of the integration.</param>
    /// <param name="portalUrl">The address of the portal.</param>
    /// <param name="region">The region of the portal.</param>
    /// <returns>A warning, or null.</returns>
    internal string? EnsureSession(string name, string portalUrl, string region)
    {
        IniSection? section = document.Find(SectionKind.SsoSession, name);
        if (section is { IsMarked: false })
        {
            return UseForeign(section, name, portalUrl, region);
        }

        section ??= document.Append(new SectionName(SectionKind.SsoSession, name));
        Set(section, "sso_start_url", portalUrl);
        Set(section, "sso_region", region);
        Set(section, "sso_registration_scopes", Scopes.AccountAccess);
        return null;
    }

    /// <summary>Makes sure that a profile is there.</summary>
    /// <param name="profile">What it shall say.</param>
    /// <param name="force">Whether one that somebody else wrote is taken over.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal void EnsureProfile(SsoProfile profile, bool force)
    {
        IniSection? section = document.Find(SectionKind.Profile, profile.Name);
        if (section is { IsMarked: false })
        {
            if (Says(section, profile))
            {
                return;
            }

            if (!force)
            {
                throw new LeappException(
                    LeappErrorCode.ProfileInUse,
                    $"{path}, line {section.LineNumber}: the profile '{profile.Name}' is there already and was not written by LeappSso."
                    + " Give the session another -ProfileName, or take the profile over with -Force (its other keys are kept).",
                    profile.Name);
            }

            section.Remove(s_rivals);
            section.AddMark(document.NewLine);
        }

        section ??= document.Append(new SectionName(SectionKind.Profile, profile.Name));
        Set(section, "sso_session", profile.Session);
        Set(section, "sso_account_id", profile.AccountId);
        Set(section, "sso_role_name", profile.RoleName);
        if (profile.Region is null)
        {
            section.Remove("region");
        }
        else
        {
            Set(section, "region", profile.Region);
        }
    }

    /// <summary>Removes a profile, if this module wrote it.</summary>
    internal void RemoveProfile(string name) =>
        Remove(SectionKind.Profile, name, "sso_session", "sso_account_id", "sso_role_name", "region");

    /// <summary>Removes an sso-session that this module wrote, if no profile of its own needs it any more.</summary>
    /// <returns>A warning where profiles of somebody else use it, so that it stays as theirs; else null.</returns>
    internal string? RemoveSessionIfUnused(string name)
    {
        IniSection? section = document.Find(SectionKind.SsoSession, name);
        List<IniSection> users = [.. document.Sections.Where(s =>
            s.Name.Kind == SectionKind.Profile && s["sso_session"] == name && !_gone.Contains(s))];
        if (section is not { IsMarked: true } || users.Exists(s => s.IsMarked))
        {
            return null;
        }

        if (users.Count > 0)
        {
            section.RemoveMark();
            return $"[sso-session {name}] stays in {path}, because the profile '{users[0].Name.Name}', which LeappSso did not write, uses it.";
        }

        Remove(SectionKind.SsoSession, name, "sso_start_url", "sso_region", "sso_registration_scopes");
        return null;
    }

    /// <summary>Takes out what was removed. To be called once, at the end.</summary>
    internal void Finish() => document.Remove(_gone);

    private void Remove(SectionKind kind, string name, params string[] keys)
    {
        if (document.Find(kind, name) is not { IsMarked: true } section)
        {
            return;
        }

        section.RemoveMark();
        section.Remove(keys);
        if (!section.Body.Exists(line => line.Key is not null))
        {
            _gone.Add(section);
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

    private static bool Says(IniSection section, SsoProfile profile) =>
        section["sso_session"] == profile.Session && section["sso_account_id"] == profile.AccountId && section["sso_role_name"] == profile.RoleName;

    private void Set(IniSection section, string key, string value)
    {
        if (value.AsSpan().Trim().Length != value.Length || value.Any(c => c is < ' ' or > '~'))
        {
            throw new LeappException(
                LeappErrorCode.AwsFileInvalid, $"The value of {key} has characters that cannot stand in {path}. Nothing was changed.", value);
        }

        section.Set(key, value, document.NewLine);
    }
}
