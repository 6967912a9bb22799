using LeappSso.Profiles;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The AWS config.</summary>
internal sealed class ConfigFileTarget() : AwsFileTarget(
    "AWS config", "a second reader after Python's agrees; foreign bytes stay; what is added can be added again, changed and removed to the old bytes; no secret in diff or refusal")
{
    private static readonly SectionName[] s_ours = [new(SectionKind.SsoSession, "acme"), new(SectionKind.Profile, "one")];

    internal override string Mended => "an address of a portal whose host is no text ended the command by an exception of the framework";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "",
        "[default]\nregion = eu-west-1\noutput = json\n",
        "# vim: ft=dosini\n[default]\ns3 =\n  max_concurrent_requests = 20\n\taddressing_style = path\n\n[profile \"My Account\"]\r\nregion = x # note\r\n",
        "[sso-session acme]\n# managed by LeappSso\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n\n"
            + "[profile one]\n# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\nregion = us-east-1\n",
        "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start#/\nsso_region = eu-west-1\n[profile mine]\nsso_session = acme\nsso_account_id = 1\n",
        "[profile one]\n# managed by LeappSso\n# before LeappSso: role_arn = arn:aws:iam::1:role/x\nsso_session = acme\n\n; mine\ncredential_process = /x y\n",
        $"[profile one]\naws_access_key_id = AKIA\naws_secret_access_key = {Demand.Secret}\n[plugins]\ncli_legacy_plugin_path = /x",
        "[profile a[prod]]\nregion=x\n[preview]\n[default]\r[profile default]\rregion : y");

    protected override SecretMask Mask => SecretMask.OfConfig;

    protected override bool MayBeOurs(IniSection section) => s_ours.Contains(section.Name);

    protected override bool NeedsOurs(IniSection section) => section["sso_session"] == "acme";

    protected override void Add(IniDocument document, string region)
    {
        ConfigEditor editor = new(document, "config");
        editor.EnsureSession("acme", "https://acme.awsapps.com/start", "eu-west-1");
        editor.EnsureProfile(new SsoProfile("one", "acme", "000000000001", "Admin", region), force: false);
    }

    protected override void Remove(IniDocument document)
    {
        ConfigEditor editor = new(document, "config");
        editor.RemoveProfile("one");
        editor.RemoveSessionIfUnused("acme");
        editor.Finish();
    }
}
