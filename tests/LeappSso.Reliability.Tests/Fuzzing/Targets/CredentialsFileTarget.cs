using LeappSso.Ports;
using LeappSso.Profiles;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The AWS credentials file.</summary>
internal sealed class CredentialsFileTarget() : AwsFileTarget("AWS credentials", "the same as of the config; the backup has no keys of ours")
{
    private static readonly RoleKeys s_keys = new("ASIAEXAMPLE", "fake/secret+1=", "fake=token==", DateTimeOffset.UnixEpoch);

    private static readonly string[] s_secretKeys = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

    internal override string Mended => "the backup kept a secret that stood indented under a key of ours, after a blank line";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "",
        $"[default]\naws_access_key_id=AKIAEXAMPLE\naws_secret_access_key={Demand.Secret}\n",
        $"; of customer 1\r\n[p1]\r\naws_access_key_id = AKIA\r\naws_secret_access_key = {Demand.Secret}\r\naws_session_token = x/{Demand.Secret}+=\r\n\r\n",
        $"[one]\n# managed by LeappSso\naws_access_key_id = ASIA\naws_secret_access_key = {Demand.Secret}\naws_session_token = t\nx_security_token_expires = 2030-01-01T00:00:00Z\n"
            + "x_leappsso_session = acme/000000000001/Admin\nregion = eu-west-1\nx_mine = 1\n",
        "[one]\n# managed by LeappSso\n# before LeappSso: aws_access_key_id = AKIA\nx_leappsso_session = a/b/c\n",
        "[B\u00fcro]\naws_access_key_id : x\n[x y]\n[two]\n");

    protected override SecretMask Mask => SecretMask.OfCredentials;

    internal override void Check(byte[] input)
    {
        base.Check(input);
        IniDocument document = IniDocument.Parse(input);
        if (IniCheck.Find(input, document, "credentials") is null)
        {
            IniDocument backup = IniDocument.Parse(CredentialsEditor.WithoutOurs(document));
            Demand.That(!backup.Sections.Any(s => s.IsMarked && s.Keys.Any(s_secretKeys.Contains)), "keys of ours are in the backup");
        }
    }

    protected override bool MayBeOurs(IniSection section) => section.Name == new SectionName(SectionKind.Other, "one");

    protected override bool NeedsOurs(IniSection section) => false;

    protected override void Add(IniDocument document, string region) =>
        new CredentialsEditor(document, "credentials").Ensure(new KeysProfile("one", "acme/000000000001/Admin", s_keys, region), force: false);

    protected override void Remove(IniDocument document)
    {
        CredentialsEditor editor = new(document, "credentials");
        editor.Remove("one");
        editor.Finish();
    }
}
