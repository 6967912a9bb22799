using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>
/// Writes and removes our sections of a credentials file: three keys, when they end, and whose they are. The last two have the prefix
/// <c>x_</c>, by which many tools have marked keys that AWS does not know. A call that throws has changed nothing.
/// </summary>
internal sealed class CredentialsEditor(IniDocument document, string path)
{
    /// <summary>When the keys end.</summary>
    internal const string ExpiryKey = "x_security_token_expires";

    /// <summary>The id of the session that the keys are of.</summary>
    internal const string SessionKey = "x_leappsso_session";

    private static readonly string[] s_keys =
        ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", ExpiryKey, SessionKey, "region"];

    // Other names of the token, and what would win over the keys.
    private static readonly string[] s_rivals =
    [
        "aws_security_token", "credential_process", "role_arn", "source_profile", "credential_source", "web_identity_token_file", "login_session",
        "sso_session", "sso_account_id", "sso_role_name", "sso_start_url", "sso_region",
    ];

    private readonly MarkedSections _marked = new(document, path);

    /// <summary>The section of a profile; null if there is none. Headers of this file have no word before the name.</summary>
    internal static IniSection? Find(IniDocument document, string name) => document.Find(NameOf(name).Kind, name);

    /// <summary>The keys in a marked section that are ours.</summary>
    internal static IReadOnlyCollection<string> OwnKeys => s_keys;

    /// <summary>Makes sure that keys are there.</summary>
    /// <param name="profile">What the section shall say.</param>
    /// <param name="force">Whether one that somebody else wrote is taken over.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal void Ensure(KeysProfile profile, bool force)
    {
        Demand(profile);
        IniSection? section = Find(document, profile.Name);
        bool foreign = _marked.IsForeign(section);
        if (foreign && !force)
        {
            throw _marked.InUse(
                section!, profile.Name, "Give the session another -ProfileName, or take it over with -Force: its keys are set aside, what else is in it is kept.");
        }

        // The region that was there before goes on to count where the session has none.
        string? region = profile.Region ?? ((foreign ? section?["region"] : section?.ValueAside("region")) is { Length: > 0 } before ? before : null);
        section = _marked.TakeOver(section, NameOf(profile.Name), s_keys, s_rivals);
        _marked.Set(
            section,
            [
                ("aws_access_key_id", profile.Keys.AccessKeyId),
                ("aws_secret_access_key", profile.Keys.SecretAccessKey),
                ("aws_session_token", profile.Keys.SessionToken),
                (ExpiryKey, TokenDates.Write(profile.Keys.ExpiresAt)),
                (SessionKey, profile.Session),
                ("region", region),
            ]);
    }

    /// <summary>Refuses where keys of ours cannot be removed.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal void DemandRemovable(string name) => _marked.DemandRemovable(Find(document, name), s_keys);

    /// <summary>Removes keys, if this module wrote them. Where other keys or comments remain, the section stays with them, unmarked; one that was taken over is what it was.</summary>
    /// <returns>A warning where keys of somebody else are there again; else null.</returns>
    internal string? Remove(string name) => _marked.Remove(Find(document, name), s_keys)
        ? $"The section '{name}' in {path} is again as it was before LeappSso took it over; AWS tools can use it as before."
        : null;

    /// <summary>Takes out what was removed. To be called once, at the end.</summary>
    internal void Finish() => _marked.Finish();

    /// <summary>The file without keys that this module wrote, whatever else is in their sections.</summary>
    internal static byte[] WithoutOurs(IniDocument document)
    {
        foreach (IniSection section in document.Sections.Where(s => s.IsMarked))
        {
            section.RemoveWhole(s_keys);
        }

        return document.ToBytes();
    }

    private static SectionName NameOf(string name) =>
        new(name == SectionName.Default ? SectionKind.Profile : SectionKind.Other, name);

    private static void Demand(KeysProfile profile)
    {
        SectionText.DemandProfileName(profile.Name);
        SectionText.DemandValue(profile.Session, LeappErrorCode.SessionNotFound, "an id of a session");
        if (profile.Region is { } region)
        {
            SectionText.DemandValue(region, LeappErrorCode.InvalidRegion, "a region");
        }

        foreach (string key in (string[])[profile.Keys.AccessKeyId, profile.Keys.SecretAccessKey, profile.Keys.SessionToken])
        {
            SectionText.DemandSecret(key, profile.Session);
        }
    }
}
