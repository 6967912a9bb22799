using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using LeappSso.CredentialProcess;
using LeappSso.Ports;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>A section of somebody else that is taken over comes back as it was.</summary>
public sealed partial class TakeOverTests
{
    // Those that some editor writes, or that contradict what it writes, and two that concern none.
    private static readonly string[] s_keys =
    [
        "region", "sso_session", "sso_account_id", "sso_role_name", "credential_process", "sso_start_url", "role_arn", "source_profile", "external_id",
        "mfa_serial", "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "x_leappsso_session", "output", "s3",
    ];

    private static readonly RoleKeys s_roleKeys = new("ASIAEXAMPLE", "fake/secret+1=", "fake=token==", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<string, string?> Editors =>
        new() { { "sso", null }, { "sso", "eu-central-1" }, { "process", null }, { "chain", "eu-central-1" }, { "keys", null }, { "keys", "eu-central-1" } };

    [Theory]
    [MemberData(nameof(Editors))]
    public void Any_section_that_is_taken_over_is_the_same_again_when_ours_goes(string editor, string? region)
    {
        int taken = 0;
        RandomFile.Any.Sample(
            random =>
            {
                byte[] before = Edits.Bytes(WithOne(random, editor == "keys" ? "[one]" : "[profile one]"));
                // A header with no key below it says nothing and goes with ours, and so do copies of our mark.
                if (Find(before, editor) is not { IsMarked: false } section || !section.Keys.Any()
                    || section.Body.Exists(l => l.Text.Contains(IniSection.Mark, StringComparison.Ordinal)) || Changed(before, d => TakeOver(d, editor, region)) is not { } during)
                {
                    return;
                }

                Interlocked.Increment(ref taken);
                string? there = section["region"] is { Length: > 0 } value ? value : null;
                Assert.Equal(region ?? there, Find(during, editor)!["region"]);
                Assert.Equal(during, Changed(during, d => TakeOver(d, editor, region)));

                byte[] moved = Changed(during, d => TakeOver(d, editor, "ap-south-2"))!;
                foreach (byte[] ours in (byte[][])[during, moved])
                {
                    string after = Edits.Text(Changed(ours, d => Leave(d, editor))!);
                    Assert.Equal(Edits.Text(before).TrimEnd('\r', '\n'), after.TrimEnd('\r', '\n'));
                    Assert.StartsWith(Edits.Text(before), after, StringComparison.Ordinal);
                }
            },
            iter: Cases.Of(3_000));

        Assert.True(taken > Cases.Of(3_000) / 20, taken.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_a_person_adds_meanwhile_stays_and_wins()
    {
        byte[] before = Edits.Bytes("[profile one]\nrole_arn = old\nregion = us-west-2\n");
        string during = Edits.Text(Changed(before, d => TakeOver(d, "sso", null))!);

        byte[] after = Changed(Edits.Bytes(during + "role_arn = new\n"), d => Leave(d, "sso"))!;

        Assert.Equal("[profile one]\n# role_arn = old\nregion = us-west-2\nrole_arn = new\n", Edits.Text(after));
    }

    [Fact]
    public void An_indented_line_comes_back_as_no_part_of_the_key_above_it()
    {
        byte[] before = Edits.Bytes("[profile one]\n  region = us-west-2\n");
        string during = Edits.Text(Changed(before, d => TakeOver(d, "sso", null))!);
        string added = during.Replace(IniSection.AsideMark, $"output = json\n{IniSection.AsideMark}", StringComparison.Ordinal);

        byte[] after = Changed(Edits.Bytes(added), d => Leave(d, "sso"))!;

        Assert.Equal("us-west-2", Find(after, "sso")!["region"]);
        Assert.Equal("json", Find(after, "sso")!["output"]);
    }

    private static string WithOne(string random, string header)
    {
        string text = AnyHeader().Replace(random, header, 1);
        return AnyKey().Replace(text, m => s_keys[int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) % s_keys.Length]);
    }

    private static IniSection? Find(byte[] bytes, string editor)
    {
        IniDocument document = IniDocument.Parse(bytes);
        return editor == "keys" ? CredentialsEditor.Find(document, "one") : document.Find(SectionKind.Profile, "one");
    }

    private static void TakeOver(IniDocument document, string editor, string? region)
    {
        SessionId id = new("acme", "000000000001", "Admin");
        ConfigEditor config = new(document, "config");
        switch (editor)
        {
            case "sso":
                config.EnsureProfile(new SsoProfile("one", "acme", id.AccountId, id.RoleName, region), force: true);
                break;
            case "process":
                config.EnsureProfile(new ProcessProfile("one", ProcessCommand.Of("/home/me/leappsso-credential", id), region), force: true);
                break;
            case "chain":
                config.EnsureProfile(
                    new ChainProfile("one", "acme/1/x", "arn:aws:iam::000000000001:role/x", "parent", region) { ExternalId = "e" }, force: true);
                break;
            default:
                new CredentialsEditor(document, "credentials").Ensure(new KeysProfile("one", id.ToString(), s_roleKeys, region), force: true);
                break;
        }
    }

    private static void Leave(IniDocument document, string editor)
    {
        if (editor == "keys")
        {
            CredentialsEditor credentials = new(document, "credentials");
            credentials.Remove("one");
            credentials.Finish();
            return;
        }

        ConfigEditor config = new(document, "config");
        config.RemoveProfile("one");
        config.Finish();
    }

    /// <summary>The bytes after a change; null where the file is refused.</summary>
    private static byte[]? Changed(byte[] before, Action<IniDocument> change)
    {
        try
        {
            return Edits.Change(before, change).After;
        }
        catch (LeappException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\[(profile |sso-session |services |)p[0-9]+\]")]
    private static partial Regex AnyHeader();

    [GeneratedRegex(@"(?<![a-z_])(?:k|K|output|role_arn|x_|sso_account_id)([0-9]+)")]
    private static partial Regex AnyKey();
}
