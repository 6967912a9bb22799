using System.Collections.Frozen;
using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>The keys of AWS files that every AWS tool knows (AWS SDKs and Tools reference guide, "Settings reference").</summary>
internal static class AwsKeys
{
    private static readonly FrozenSet<string> s_ofProfiles = FrozenSet.ToFrozenSet(
    [
        "region", "output", "role_arn", "role_session_name", "source_profile", "credential_source", "external_id", "mfa_serial",
        "duration_seconds", "web_identity_token_file", "credential_process", "sso_session", "sso_account_id", "sso_role_name",
        "sso_start_url", "sso_region", "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "endpoint_url", "services",
    ], StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_plain = FrozenSet.ToFrozenSet(
    [
        .. s_ofProfiles.Where(k => k != "credential_process"), "sso_registration_scopes", "retry_mode", "max_attempts", "ca_bundle", "cli_pager",
        "sts_regional_endpoints", "defaults_mode", "use_fips_endpoint", "use_dualstack_endpoint", "x_security_token_expires", "x_leappsso_session",
    ], StringComparer.Ordinal);

    /// <summary>Whether a key has a value in which a blank with '#' or ';' behind it can only begin a note.</summary>
    internal static bool TakesNoNote(string key) => s_plain.Contains(key);

    /// <summary>Whether a section says what only a profile or an sso-session says.</summary>
    internal static bool LooksLikeProfile(IniSection section) => section.Body.Exists(l => l.Kind == IniLineKind.Key && s_ofProfiles.Contains(l.Key));

    /// <summary>Whether a section has keys of its own.</summary>
    internal static bool HasKeys(IniSection section) => section["aws_access_key_id"] is not null || section["aws_secret_access_key"] is not null;

    /// <summary>Whether a section gets its keys from an access portal.</summary>
    internal static bool HasSso(IniSection section) => section["sso_session"] is not null || section["sso_start_url"] is not null;
}
