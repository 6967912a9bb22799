using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What would be used instead of a session, because it stands under the same name in the other AWS file.</summary>
/// <param name="config">The config file.</param>
/// <param name="credentials">The credentials file.</param>
/// <param name="paths">Where they are.</param>
internal sealed class ProfileRivals(IniDocument config, IniDocument credentials, AwsPaths paths)
{
    // What AWS CLI or an SDK takes before keys of the same name in the credentials file.
    private static readonly string[] s_beforeKeys = ["role_arn", "web_identity_token_file", "credential_process", "login_session"];

    /// <summary>
    /// Refuses what AWS tools lay over a profile: what the credentials file has under its name counts for them before the config. Not even by
    /// force, since a profile that leads to another account than it says is worse than none.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="leavesKeys">Whether keys of ours go.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal void DemandNothingElse(SessionPlan plan, bool leavesKeys)
    {
        if (CredentialsEditor.Find(credentials, plan.NewProfile) is { } section
            && ConfigEditor.LeadingElsewhere(plan.NeedsSource).FirstOrDefault(k => Value(section, k, plan, leavesKeys) is { } value && value != Said(plan, k)) is { } rival)
        {
            throw new LeappException(
                LeappErrorCode.ProfileInUse,
                $"{paths.CredentialsFile}, line {section.LineNumber}: the section '{plan.NewProfile}' has {rival}, which AWS tools use instead of the profile"
                + " of this name in the config file. Give the session another -ProfileName, or take it out of that file.",
                plan.NewProfile);
        }
    }

    /// <summary>Refuses keys under the name of a profile: some tools would take them, and AWS CLI takes them before a credential process.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="leavesKeys">Whether keys of ours go.</param>
    /// <returns>A warning where they were permitted; null if there are none.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal string? DemandNoKeys(SessionPlan plan, bool leavesKeys)
    {
        if (CredentialsEditor.Find(credentials, plan.NewProfile) is not { } section
            || Value(section, "aws_access_key_id", plan, leavesKeys) is null)
        {
            return null;
        }

        if (plan.NeedsProgram || !plan.Force)
        {
            throw new LeappException(
                LeappErrorCode.ProfileInUse,
                $"{paths.CredentialsFile}, line {section.LineNumber}: there are keys under the name '{plan.NewProfile}' too, and some AWS tools would use"
                + " them instead of the session. Give the session another -ProfileName, or take the keys out of that file.",
                plan.NewProfile);
        }

        return $"{paths.CredentialsFile} has keys under the name '{plan.NewProfile}' too; most AWS tools use the session, some the keys.";
    }

    /// <summary>A warning where the credentials file has another region under the name of a profile; else null.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="leavesKeys">Whether keys of ours go.</param>
    internal string? AnotherRegion(SessionPlan plan, bool leavesKeys) =>
        plan.NewRegion is { } written && CredentialsEditor.Find(credentials, plan.NewProfile) is { } section
        && Value(section, "region", plan, leavesKeys) is { Length: > 0 } region && region != written
            ? $"{paths.CredentialsFile}, line {section.LineNumber}: the section '{plan.NewProfile}' has the region {region}, which AWS CLI uses instead of {written},"
                + " the region of the session. Take it out of that file."
            : null;

    /// <summary>Refuses a profile under the name of keys that tools would use instead.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="leavesConfig">Whether a profile of ours goes.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal void DemandNoneOfKeys(SessionPlan plan, bool leavesConfig)
    {
        if (config.Find(SectionKind.Profile, plan.NewProfile) is { } section
            && (Goes(section, plan, leavesConfig) ? section.Keys.Except(ConfigEditor.KeysIn(section)).Concat(section.AsideKeys) : section.Keys).FirstOrDefault(k => k.StartsWith("sso_", StringComparison.Ordinal) || s_beforeKeys.Contains(k)) is { } rival)
        {
            throw new LeappException(
                LeappErrorCode.ProfileInUse,
                $"{paths.ConfigFile}, line {section.LineNumber}: the profile '{plan.NewProfile}' has {rival}, which AWS tools use instead of keys in the"
                + " credentials file. Give the session another -ProfileName, or take it out of that profile.",
                plan.NewProfile);
        }
    }

    private static string? Value(IniSection section, string key, SessionPlan plan, bool leavesKeys) =>
        Goes(section, plan, leavesKeys) ? section.ValueWithout(CredentialsEditor.OwnKeys, key) : section[key];

    /// <summary>What the profile itself will say, where saying it once more leads nowhere else; null for nothing.</summary>
    private string? Said(SessionPlan plan, string key)
    {
        SessionId id = plan.Place.Id;
        return plan.NeedsSource || plan.NeedsProgram ? null
            : !plan.Force && config.Find(SectionKind.Profile, plan.NewProfile) is { IsMarked: false } old && SsoProfile.IsOldFor(old, id.AccountId, id.RoleName) ? old[key]
            : key switch
            {
                "sso_session" => id.Integration,
                "sso_account_id" => id.AccountId,
                "sso_role_name" => id.RoleName,
                _ => null,
            };
    }

    /// <summary>Whether our keys go from a section; what was set aside in it is there again then.</summary>
    private static bool Goes(IniSection section, SessionPlan plan, bool leaves) => leaves && section.IsMarked && plan.NewProfile == plan.OldProfile;
}
