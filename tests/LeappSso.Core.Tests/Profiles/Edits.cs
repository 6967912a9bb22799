using System.Text;
using Microsoft.Extensions.Time.Testing;
using LeappSso.CredentialProcess;
using LeappSso.Ports;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>One way in which this module edits an AWS file: the only place where the tests of the files know how its editor is called.</summary>
/// <param name="Name">What it writes, for messages.</param>
/// <param name="Sections">The sections of the profiles one and two, and of what they need.</param>
/// <param name="Add">Makes sure that a profile is there, with a region.</param>
/// <param name="Remove">Takes profiles away.</param>
/// <param name="Block">What it appends for the first profile, with line feeds.</param>
/// <param name="OwnKeys">The keys that it may write.</param>
internal sealed record Edits(
    string Name,
    SectionName[] Sections,
    Action<IniDocument, string, string> Add,
    Action<IniDocument, string[]> Remove,
    Func<string, string, string> Block,
    string[] OwnKeys)
{
    private static readonly SectionName[] s_configSections =
        [new(SectionKind.Profile, "one"), new(SectionKind.Profile, "two"), new(SectionKind.SsoSession, "acme")];

    private static readonly string[] s_configKeys =
        ["sso_start_url", "sso_region", "sso_registration_scopes", "sso_session", "sso_account_id", "sso_role_name", "credential_process", "region"];

    internal const string Url = "https://acme.awsapps.com/start";

    /// <summary>All of them: another method of activation is another line here.</summary>
    internal static IReadOnlyList<Edits> All { get; } = [OfConfig, OfProcess, OfCredentials];

    internal static Edits OfConfig => new(
        "config",
        s_configSections,
        (document, name, region) =>
        {
            ConfigEditor editor = new(document, "config");
            editor.EnsureSession("acme", Url, "eu-west-1");
            editor.EnsureProfile(new SsoProfile(name, "acme", "000000000001", "Admin", region), force: false);
        },
        RemoveProfiles,
        (name, region) =>
            $"[sso-session acme]\n# managed by LeappSso\nsso_start_url = {Url}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n\n"
            + $"[profile {name}]\n# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\nregion = {region}\n",
        s_configKeys);

    internal static Edits OfProcess => new(
        "credential process",
        s_configSections,
        (document, name, region) => new ConfigEditor(document, "config").EnsureProfile(new ProcessProfile(name, Command, region), force: false),
        RemoveProfiles,
        (name, region) => $"[profile {name}]\n# managed by LeappSso\ncredential_process = {Command}\nregion = {region}\n",
        s_configKeys);

    internal static Edits OfCredentials => new(
        "credentials",
        [new(SectionKind.Other, "one"), new(SectionKind.Other, "two")],
        (document, name, region) => new CredentialsEditor(document, "credentials").Ensure(new KeysProfile(name, Session, Keys, region), force: false),
        (document, names) =>
        {
            CredentialsEditor editor = new(document, "credentials");
            Array.ForEach(names, name => editor.Remove(name));
            editor.Finish();
        },
        (name, region) => $"[{name}]\n# managed by LeappSso\naws_access_key_id = ASIAEXAMPLE\naws_secret_access_key = fake/secret+1=\n"
            + $"aws_session_token = fake=token==\nx_security_token_expires = 2030-01-01T00:00:00Z\nx_leappsso_session = {Session}\nregion = {region}\n",
        ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "x_security_token_expires", "x_leappsso_session", "region"]);

    private const string Session = "acme/000000000001/Admin";

    private static string Command => ProcessCommand.Of("/home/me/leapp/helper/leappsso-credential", new SessionId("acme", "000000000001", "Admin"));

    private static RoleKeys Keys => new("ASIAEXAMPLE", "fake/secret+1=", "fake=token==", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static void RemoveProfiles(IniDocument document, string[] names)
    {
        ConfigEditor editor = new(document, "config");
        Array.ForEach(names, name => editor.RemoveProfile(name));
        editor.RemoveSessionIfUnused("acme");
        editor.Finish();
    }

    /// <summary>Whether the tests may change a section.</summary>
    internal bool IsOurs(IniSection section) => section.IsMarked && Sections.Contains(section.Name);

    /// <summary>The bytes after adding a profile; throws where the file is refused.</summary>
    internal byte[] Added(byte[] before, string name = "one", string region = "eu-central-1") => Change(before, d => Add(d, name, region)).After;

    /// <summary>The bytes after taking profiles away; throws where the file is refused.</summary>
    internal byte[] Removed(byte[] before, params string[] names) => Change(before, d => Remove(d, names)).After;

    /// <summary>A change of a file that has these bytes, by all the checks that a change on the disk passes.</summary>
    internal static FileChange Change(byte[] before, Action<IniDocument> change) =>
        new AwsFile("config", new FakeTimeProvider(), read: _ => before).Preview(change);

    /// <summary>A change that need not be a safe one.</summary>
    internal static FileChange Unchecked(byte[] before, Action<IniDocument> change)
    {
        IniDocument document = IniDocument.Parse(before);
        change(document);
        return new FileChange("config", true, before, document.ToBytes(), document);
    }

    internal static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    internal static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    public override string ToString() => Name;
}
