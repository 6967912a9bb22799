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

    /// <summary>Refuses keys under the name of a profile: some tools would take them, and AWS CLI takes them before a credential process.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="leavesKeys">Whether keys of ours go.</param>
    /// <returns>A warning where they were permitted; null if there are none.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal string? DemandNoKeys(SessionPlan plan, bool leavesKeys)
    {
        if (CredentialsEditor.Find(credentials, plan.NewProfile) is not { } section
            || (Goes(section, plan, leavesKeys) ? section.ValueAside("aws_access_key_id") : section["aws_access_key_id"]) is null)
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

    /// <summary>Refuses a profile under the name of keys that tools would use instead.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="leavesConfig">Whether a profile of ours goes.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.ProfileInUse"/>.</exception>
    internal void DemandNoneOfKeys(SessionPlan plan, bool leavesConfig)
    {
        if (config.Find(SectionKind.Profile, plan.NewProfile) is { } section
            && (Goes(section, plan, leavesConfig) ? section.AsideKeys : section.Keys).FirstOrDefault(k => k.StartsWith("sso_", StringComparison.Ordinal) || s_beforeKeys.Contains(k)) is { } rival)
        {
            throw new LeappException(
                LeappErrorCode.ProfileInUse,
                $"{paths.ConfigFile}, line {section.LineNumber}: the profile '{plan.NewProfile}' has {rival}, which AWS tools use instead of keys in the"
                + " credentials file. Give the session another -ProfileName, or take it out of that profile.",
                plan.NewProfile);
        }
    }

    /// <summary>Whether our keys go from a section; what was set aside in it is there again then.</summary>
    private static bool Goes(IniSection section, SessionPlan plan, bool leaves) => leaves && section.IsMarked && plan.NewProfile == plan.OldProfile;
}
