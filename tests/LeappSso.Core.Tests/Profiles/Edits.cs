using System.Text;
using Microsoft.Extensions.Time.Testing;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>One way in which this module edits an AWS file: the only place where the tests of the files know how its editor is called.</summary>
/// <param name="Name">What it writes, for messages.</param>
/// <param name="Sections">The sections of the profiles one and two, and of what they need.</param>
/// <param name="Add">Makes sure that a profile is there, with a region.</param>
/// <param name="Remove">Takes profiles away.</param>
/// <param name="Block">What it appends for the first profile, with line feeds.</param>
/// <param name="Keys">The keys that it may write.</param>
internal sealed record Edits(
    string Name,
    SectionName[] Sections,
    Action<IniDocument, string, string> Add,
    Action<IniDocument, string[]> Remove,
    Func<string, string, string> Block,
    string[] Keys)
{
    internal const string Url = "https://acme.awsapps.com/start";

    /// <summary>All of them: another method of activation is another line here.</summary>
    internal static IReadOnlyList<Edits> All { get; } = [OfConfig, OfCredentials];

    internal static Edits OfConfig => new(
        "config",
        [new(SectionKind.Profile, "one"), new(SectionKind.Profile, "two"), new(SectionKind.SsoSession, "acme")],
        (document, name, region) =>
        {
            SsoProfileEditor editor = new(document, "config");
            editor.EnsureSession("acme", Url, "eu-west-1");
            editor.EnsureProfile(new SsoProfile(name, "acme", "000000000001", "Admin", region), force: false);
        },
        (document, names) =>
        {
            SsoProfileEditor editor = new(document, "config");
            Array.ForEach(names, editor.RemoveProfile);
            editor.RemoveSessionIfUnused("acme");
            editor.Finish();
        },
        (name, region) =>
            $"[sso-session acme]\n# managed by LeappSso\nsso_start_url = {Url}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n\n"
            + $"[profile {name}]\n# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\nregion = {region}\n",
        ["sso_start_url", "sso_region", "sso_registration_scopes", "sso_session", "sso_account_id", "sso_role_name", "region"]);

    internal static Edits OfCredentials => new(
        "credentials",
        [new(SectionKind.Other, "one"), new(SectionKind.Other, "two")],
        PlainSections.Add,
        PlainSections.Remove,
        (name, region) => $"[{name}]\n# managed by LeappSso\n{string.Concat(PlainSections.Keys(region).Select(k => $"{k.Key} = {k.Value}\n"))}",
        [.. PlainSections.Keys("x").Select(k => k.Key)]);

    /// <summary>Whether the tests may change a section.</summary>
    internal bool IsOurs(IniSection section) => section.IsMarked && Sections.Contains(section.Name);

    /// <summary>The bytes after adding a profile; throws where the file is refused.</summary>
    internal byte[] Added(byte[] before, string name = "one", string region = "eu-central-1") => Change(before, d => Add(d, name, region)).After;

    /// <summary>The bytes after taking profiles away; throws where the file is refused.</summary>
    internal byte[] Removed(byte[] before, params string[] names) => Change(before, d => Remove(d, names)).After;

    /// <summary>A change of a file that has these bytes, by all the checks that a change on the disk passes.</summary>
    internal static FileChange Change(byte[] before, Action<IniDocument> change) =>
        new AwsFile("config", new FakeTimeProvider(), read: _ => before).Preview(change);

    internal static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    internal static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    public override string ToString() => Name;
}
