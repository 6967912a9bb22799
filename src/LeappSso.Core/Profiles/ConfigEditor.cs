using LeappSso.CredentialProcess;
using LeappSso.Login;

namespace LeappSso.Profiles;

/// <summary>
/// Writes and removes our sections of a config file. Only marked sections are changed or removed; a section that somebody else wrote is
/// used where it says the same, and otherwise left alone unless it is to be taken over. A call that throws has changed nothing.
/// </summary>
internal sealed partial class ConfigEditor(IniDocument document, string path)
{
    private static readonly string[] s_sessionKeys = ["sso_start_url", "sso_region", "sso_registration_scopes"];

    private static readonly string[] s_loginKeys = ["sso_session", "sso_account_id", "sso_role_name"];

    private static readonly string[] s_profileKeys = [.. s_loginKeys, "credential_process", "region"];

    // What would win over what we write in some SDK, or contradict it (the CLI refuses a profile that repeats the keys of its session).
    private static readonly string[] s_rivals =
    [
        "sso_start_url", "sso_region", "role_arn", "source_profile", "credential_source", "web_identity_token_file", "login_session",
        "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
    ];

    private readonly MarkedSections _marked = new(document, path);

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
        if (_marked.IsForeign(section))
        {
            return UseForeign(section!, name, portalUrl, region);
        }

        section = _marked.Own(section, new SectionName(SectionKind.SsoSession, name), s_sessionKeys);
        bool hasScope = section["sso_registration_scopes"]?.Contains(Scopes.AccountAccess, StringComparison.Ordinal) == true;
        _marked.Set(section, [("sso_start_url", portalUrl), ("sso_region", region)]);
        if (!hasScope)
        {
            _marked.Set(section, [("sso_registration_scopes", Scopes.AccountAccess)]);
        }

        return null;
    }

    /// <summary>Makes sure that a profile with an sso-session is there.</summary>
    /// <param name="profile">What it shall say.</param>
    /// <param name="force">Whether one that somebody else wrote is taken over.</param>
    /// <returns>A warning, or null.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal string? EnsureProfile(SsoProfile profile, bool force)
    {
        IniSection? section = Demand(profile, force);
        bool stays = SaysSo(section, profile) && _marked.IsForeign(section) && !(force && IsOld(profile));
        return stays ? null : Ensure(
            section,
            profile.Name,
            profile.Region,
            ("sso_session", profile.Session), ("sso_account_id", profile.AccountId), ("sso_role_name", profile.RoleName), ("credential_process", null));
    }

    /// <summary>Whether somebody else wrote this profile, in the way from before there were sso-sessions.</summary>
    internal bool IsOld(SsoProfile profile) =>
        document.Find(SectionKind.Profile, profile.Name) is { } section && _marked.IsForeign(section)
        && SsoProfile.IsOldFor(section, profile.AccountId, profile.RoleName);

    /// <summary>Refuses a profile with an sso-session that may not be written.</summary>
    /// <returns>The section that has its name; null if there is none.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal IniSection? Demand(SsoProfile profile, bool force)
    {
        SectionText.DemandName(profile.Session, LeappErrorCode.InvalidAlias, "a name of an sso-session");
        SectionText.DemandValue(profile.AccountId, LeappErrorCode.SessionNotFound, "an account id");
        SectionText.DemandValue(profile.RoleName, LeappErrorCode.SessionNotFound, "a role name");
        return Demand(profile.Name, profile.Region, force, section => SaysSo(section, profile));
    }

    /// <summary>Makes sure that a profile with a credential process is there.</summary>
    /// <param name="profile">What it shall say.</param>
    /// <param name="force">Whether one that somebody else wrote is taken over.</param>
    /// <returns>A warning, or null.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal string? EnsureProfile(ProcessProfile profile, bool force)
    {
        SectionText.DemandLine(profile.Command, LeappErrorCode.MethodNotAvailable, "a command");
        string command = IniLine.TextOf(profile.Command);
        IniSection? section = Demand(profile.Name, profile.Region, force, Says);
        if (section is { IsMarked: true } && !force && !IsOurs(section, "credential_process"))
        {
            throw _marked.InUse(section, profile.Name, "Its credential_process was added by somebody else. Take it out, or let -Force replace it.");
        }

        return section is not null && Says(section) && _marked.IsForeign(section) ? null : Ensure(
            section,
            profile.Name,
            profile.Region,
            ("sso_session", null), ("sso_account_id", null), ("sso_role_name", null), ("credential_process", command));

        bool Says(IniSection there) => there["credential_process"] == command && !s_loginKeys.Any(k => there[k] is not null);
    }

    /// <summary>Refuses where a profile of ours cannot be removed.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal void DemandRemovable(string name) => _marked.DemandRemovable(document.Find(SectionKind.Profile, name), KeysIn(name));

    /// <summary>Removes a profile, if this module wrote it. Where other keys or comments remain, it stays with them, unmarked; one that was taken over is what it was.</summary>
    /// <returns>A warning where somebody else wrote it, so that it stays or is there again; else null.</returns>
    internal string? RemoveProfile(string name)
    {
        IniSection? section = document.Find(SectionKind.Profile, name);
        bool foreign = _marked.IsForeign(section);
        if (_marked.Remove(section, KeysIn(name)))
        {
            return $"The profile '{name}' in {path} is again as it was before LeappSso took it over; AWS tools can use it as before.";
        }

        return foreign
            ? $"The profile '{name}' stays in {path}, because LeappSso did not write it; AWS tools can use it as before."
            : null;
    }

    /// <summary>Removes an sso-session that this module wrote, if no profile of its own needs it any more.</summary>
    /// <param name="name">Its name: the alias of the integration.</param>
    /// <param name="credentials">The credentials file, whose profiles may use it too; AWS Tools for PowerShell writes such ones.</param>
    /// <returns>A warning where profiles of somebody else use it, so that it stays as theirs; else null.</returns>
    internal string? RemoveSessionIfUnused(string name, IniDocument? credentials = null)
    {
        IniSection? section = document.Find(SectionKind.SsoSession, name);
        // Whatever the header is to AWS CLI: some SDK reads a profile behind it, such as that of .NET a bare name with blanks.
        List<IniSection> users =
            [.. document.Sections.Where(s => s.Name.Kind != SectionKind.SsoSession && s["sso_session"] == name && !_marked.IsGone(s))];
        if (section is not { IsMarked: true } || users.Exists(s => s.IsMarked && s.Name.Kind == SectionKind.Profile))
        {
            return null;
        }

        string? user = users.Count > 0
            ? users[0].Name is { Kind: SectionKind.Profile } profile ? $"the profile '{profile.Name}'" : $"the section [{users[0].Name.Name}]"
            : credentials?.Sections.FirstOrDefault(s => s["sso_session"] == name) is { } elsewhere ? $"the profile '{elsewhere.Name.Name}' of the credentials file" : null;
        if (user is not null)
        {
            section.RemoveMark();
            return $"[sso-session {name}] stays in {path}, because {user}, which LeappSso did not write, uses it.";
        }

        _marked.Remove(section, s_sessionKeys);
        return null;
    }

    /// <summary>The keys in a marked section that are ours.</summary>
    internal static string[] KeysIn(IniSection section) => [.. s_profileKeys.Where(k => IsOurs(section, k)), .. IsChain(section) ? s_chainKeys : []];

    /// <summary>The keys that lead AWS tools elsewhere than a profile, where the credentials file has them under its name. Keys themselves are not among them.</summary>
    /// <param name="isChain">Whether the profile is one that assumes a role.</param>
    internal static IEnumerable<string> LeadingElsewhere(bool isChain) =>
    [
        .. s_loginKeys, "credential_process",
        .. s_rivals.Where(k => !k.StartsWith("aws_", StringComparison.Ordinal) && (isChain || k != "source_profile")),
        .. isChain ? s_chainRivals : [],
    ];

    /// <summary>Takes out what was removed. To be called once, at the end.</summary>
    internal void Finish() => _marked.Finish();

    private IniSection? Demand(string name, string? region, bool force, Predicate<IniSection> saysSo)
    {
        SectionText.DemandProfileName(name);
        if (region is not null)
        {
            SectionText.DemandValue(region, LeappErrorCode.InvalidRegion, "a region");
        }

        IniSection? section = document.Find(SectionKind.Profile, name);
        if (section is not null && _marked.IsForeign(section) && !force && !saysSo(section))
        {
            throw _marked.InUse(
                section, name, "Give the session another -ProfileName, or take the profile over with -Force (its other keys are kept).");
        }

        _marked.DemandPlain(section, section is not null && IsChain(section) ? [.. s_profileKeys, .. s_chainKeys] : s_profileKeys);
        return section;
    }

    private string? Ensure(IniSection? section, string name, string? region, params (string Key, string? Value)[] entries)
    {
        bool foreign = _marked.IsForeign(section);
        entries = WithoutChain(section, entries);
        region ??= RegionOfOthers(section, foreign);
        section = _marked.TakeOver(section, new SectionName(SectionKind.Profile, name), s_profileKeys, s_rivals);
        if (entries.Any(e => e.Value is null && section[e.Key] is not null && IsOurs(section, e.Key)))
        {
            // The keys of another method go, so the region comes after the new ones.
            section.Remove(["region"]);
        }

        _marked.Set(section, [.. entries.Where(e => e.Value is not null || IsOurs(section, e.Key)), ("region", region)]);
        return name == SectionName.Default ? WarnOfTwoDefaults() : null;
    }

    /// <summary>The region that somebody else's profile has or had: it goes on to count where the session has none.</summary>
    private static string? RegionOfOthers(IniSection? section, bool foreign) =>
        (foreign ? section?["region"] : section?.ValueAside("region")) is { Length: > 0 } region ? region : null;

    private static bool SaysSo(IniSection? section, SsoProfile profile) =>
        section is not null
        && ((section["sso_session"] == profile.Session && section["sso_account_id"] == profile.AccountId && section["sso_role_name"] == profile.RoleName)
            || SsoProfile.IsOldFor(section, profile.AccountId, profile.RoleName));

    private string[] KeysIn(string name) => document.Find(SectionKind.Profile, name) is { } section ? KeysIn(section) : s_profileKeys;

    /// <summary>Whether a key of a marked section is ours. A person may have added a credential process of another kind.</summary>
    private static bool IsOurs(IniSection section, string key) =>
        key != "credential_process" || section[key] is not { } command || ProcessCommand.SessionIn(command) is not null;

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
}
