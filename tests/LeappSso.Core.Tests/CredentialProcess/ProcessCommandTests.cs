using System.Diagnostics;
using System.Text;
using CsCheck;
using LeappSso.Core.Tests.Fakes;
using LeappSso.CredentialProcess;
using LeappSso.Platform;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.CredentialProcess;

public sealed class ProcessCommandTests
{
    private static readonly SessionId s_session = new("acme", "000000000001", "ReadOnly");

    private static readonly string[] s_pathParts =
    [
        "home", "me", " ", "  ", "\t", "\r", "\n", "\0", "\u001b", "\u007f", "\u0085", "\u00a0", "\u2028", "\ud800", "\ufffd", "\"", "'", "$", "`", "\\", "%", "#", ";",
        " #", " ;", "[", "]", "[x]", "\n[profile x]\n", "=", ":", ",", "&", "|", "<", ">", "(", ")", "*", "?", "!", "~", "{", "}", "^", "@", "/", "é", "à", "本", "🚀", "..",
    ];

    private static readonly string[] s_idParts =
    [
        "Admin", "Read_Only", "+", "=", ",", ".", "@", "-", "/", " ", "\n", "\r", "\0", "\"", "'", "$", "`", "\\", "#", ";", "[", "]", "%", "&", "é", "~", "*",
    ];

    private static readonly Gen<string> s_path = Gen.Int[0, s_pathParts.Length - 1].Select(i => s_pathParts[i]).List[0, 6].Select(parts => $"/{string.Concat(parts)}/helper/leappsso-credential");

    private static readonly Gen<SessionId> s_id =
        Gen.Int[0, s_idParts.Length - 1].Select(i => s_idParts[i]).List[1, 4].Select(parts => new SessionId("acme", "000000000001", string.Concat(parts)));

    [Theory]
    [InlineData("/home/me/.local/share/LeappSso/helper/leappsso-credential", "/home/me/.local/share/LeappSso/helper/leappsso-credential")]
    [InlineData("/a+b=c,d.e@f_g-h:i/leappsso-credential", "/a+b=c,d.e@f_g-h:i/leappsso-credential")]
    [InlineData("/Users/me/Library/Application Support/LeappSso/helper/leappsso-credential", "\"/Users/me/Library/Application Support/LeappSso/helper/leappsso-credential\"")]
    [InlineData("/home/o'brien & co (1)/leappsso-credential", "\"/home/o'brien & co (1)/leappsso-credential\"")]
    [InlineData("/home/josé/leappsso-credential", "\"/home/josé/leappsso-credential\"")]
    [InlineData("/home/me/c#/leappsso-credential", "\"/home/me/c#/leappsso-credential\"")]
    [InlineData("/home/a[b]/leappsso-credential", "\"/home/a[b]/leappsso-credential\"")]
    public void On_Unix_only_the_path_is_quoted_and_only_where_it_must_be(string path, string expected) =>
        Assert.Equal($"{expected} acme/000000000001/ReadOnly", ProcessCommand.Of(path, s_session, onWindows: false));

    [Theory]
    [InlineData(@"C:\Users\me\AppData\Local\LeappSso\helper\leappsso-credential.exe", @"C:\Users\me\AppData\Local\LeappSso\helper\leappsso-credential.exe")]
    [InlineData(@"C:\Users\First Last\AppData\Local\LeappSso\helper\leappsso-credential.exe", "\"C:\\Users\\First Last\\AppData\\Local\\LeappSso\\helper\\leappsso-credential.exe\"")]
    [InlineData(@"C:\Users\josé\leappsso-credential.cmd", @"C:\Users\josé\leappsso-credential.cmd")]
    [InlineData(@"\\server\home\leappsso-credential.exe", @"\\server\home\leappsso-credential.exe")]
    public void On_Windows_a_pair_of_quotes_stands_only_around_a_blank(string path, string expected) =>
        Assert.Equal($"{expected} acme/000000000001/ReadOnly", ProcessCommand.Of(path, s_session, onWindows: true));

    [Theory]
    [InlineData("relative/leappsso-credential", "full path", false)]
    [InlineData("~/leappsso-credential", "full path", false)]
    [InlineData("/a\"b/leappsso-credential", "\"", false)]
    [InlineData("/a$b/leappsso-credential", "$", false)]
    [InlineData("/a`b/leappsso-credential", "`", false)]
    [InlineData("/a\\b/leappsso-credential", "\\", false)]
    [InlineData("/a%b/leappsso-credential", "%", false)]
    [InlineData("/a #b/leappsso-credential", "comment", false)]
    [InlineData("/a ;b/leappsso-credential", "comment", false)]
    [InlineData("/a\nb/leappsso-credential", "control characters", false)]
    [InlineData("/a\u2028b/leappsso-credential", "control characters", false)]
    [InlineData("/a\ud800b/leappsso-credential", "not valid text", false)]
    [InlineData("/home/leappsso-credential", "full path", true)]
    [InlineData("C:leappsso-credential.exe", "full path", true)]
    [InlineData(@"C:\a%b\leappsso-credential.exe", "%", true)]
    [InlineData(@"C:\a&b\leappsso-credential.exe", "cmd.exe gives &", true)]
    [InlineData(@"C:\a,b\leappsso-credential.exe", "cmd.exe gives ,", true)]
    [InlineData("C:\\a\u00a0b\\leappsso-credential.exe", "cmd.exe gives \u00a0", true)]
    [InlineData("C:\\a\u3000b\\leappsso-credential.exe", "cmd.exe gives \u3000", true)]
    [InlineData(@"C:\Program Files (x86)\leappsso-credential.exe", "cmd.exe gives (", true)]
    public void A_path_that_some_reader_would_misread_is_refused_with_the_reason_and_a_way_out(string path, string reason, bool onWindows)
    {
        LeappException told = Assert.Throws<LeappException>(() => ProcessCommand.Of(path, s_session, onWindows));

        Assert.Equal(LeappErrorCode.MethodNotAvailable, told.Code);
        Assert.Contains(reason, told.Message, StringComparison.Ordinal);
        Assert.Contains("LEAPPSSO_HOME", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told.Message);
    }

    [Fact]
    public void No_path_and_no_id_can_add_a_line_a_key_or_a_section()
    {
        int written = 0;
        int refused = 0;
        Gen.Select(s_path, s_id).Sample(
            (path, id) =>
            {
                if (Try(path, id) is not { } command)
                {
                    refused++;
                    return;
                }

                written++;
                byte[] bytes = Encoding.Latin1.GetBytes($"[profile x]\ncredential_process = {IniLine.TextOf(command)}\nregion = eu-west-1\n");
                IniDocument document = IniDocument.Parse(bytes);
                Assert.Null(IniCheck.Find(bytes, document, "config"));
                IniSection section = Assert.Single(document.Sections);
                Assert.Equal(["credential_process", "region"], section.Body.Select(line => line.Key));
                Assert.Equal(command, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(section["credential_process"]!)));
                Assert.Equal(id.ToString(), ProcessCommand.SessionIn(section["credential_process"]!));
            },
            iter: 20_000,
            threads: 1);
        Assert.True(written > 500 && refused > 500, $"{written} were written and {refused} refused");
    }

    [UnixFact]
    public void The_shell_takes_path_and_id_out_of_it_as_they_were()
    {
        List<string> expected = [];
        StringBuilder script = new();
        Gen.Select(s_path, s_id).Sample(
            (path, id) =>
            {
                if (Try(path, id) is { } command)
                {
                    expected.AddRange([path, id.ToString()]);
                    script.Append("printf '%s\\n' ").Append(command).Append('\n');
                    Assert.Equal([path, id.ToString()], CommandWords.Split(command));
                }
            },
            iter: 20_000,
            threads: 1);

        Assert.True(expected.Count > 1000, $"{expected.Count / 2} commands were tried");
        Assert.Equal(expected, RunShell(script.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("/x/leappsso-credential acme/000000000001/ReadOnly", "acme/000000000001/ReadOnly")]
    [InlineData("/x/leappsso-credential acme/000000000001/role:Deploy", "acme/000000000001/role:Deploy")]
    [InlineData("\"/x y/leappsso-credential\" acme/000000000001/ReadOnly", "acme/000000000001/ReadOnly")]
    [InlineData("\"C:\\x y\\leappsso-credential.exe\" acme/000000000001/ReadOnly", "acme/000000000001/ReadOnly")]
    [InlineData("C:\\x\\leappsso-credential.cmd acme/000000000001/ReadOnly", "acme/000000000001/ReadOnly")]
    [InlineData("/x/leappsso-credential", null)]
    [InlineData("/x/leappsso-credential --version", null)]
    [InlineData("/x/leappsso-credential acme/1/ReadOnly", null)]
    [InlineData("/x/leappsso-credential acme/000000000001/ReadOnly x", null)]
    [InlineData("/x/leappsso-credential -v acme/000000000001/ReadOnly", null)]
    [InlineData("/x/leappsso-credential acme/000000000001/Read;Only", null)]
    [InlineData("/x/aws-vault acme/000000000001/ReadOnly", null)]
    [InlineData("/x/my-leappsso-credential acme/000000000001/ReadOnly", null)]
    [InlineData("\"/x/leappsso-credential acme/000000000001/ReadOnly", null)]
    [InlineData("sh -c \"/x/leappsso-credential\" acme/000000000001/ReadOnly", null)]
    [InlineData(" acme/000000000001/ReadOnly", null)]
    [InlineData("", null)]
    public void The_session_is_read_back_and_what_is_not_ours_is_none(string value, string? session) =>
        Assert.Equal(session, ProcessCommand.SessionIn(value));

    [Fact]
    public void An_id_that_cannot_stand_there_is_refused_with_another_method()
    {
        LeappException told = Assert.Throws<LeappException>(
            () => ProcessCommand.Of("/x/leappsso-credential", new SessionId("acme", "000000000001", "Read Only"), onWindows: false));

        Assert.Equal(LeappErrorCode.MethodNotAvailable, told.Code);
        Assert.Contains("SsoProfile", told.Message, StringComparison.Ordinal);
    }

    private static string? Try(string path, SessionId id)
    {
        try
        {
            return ProcessCommand.Of(path, id, onWindows: false);
        }
        catch (LeappException refusal) when (refusal.Code == LeappErrorCode.MethodNotAvailable)
        {
            return null;
        }
    }

    private static string RunShell(string script)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Task<string> output = shell.StandardOutput.ReadToEndAsync();
        shell.StandardInput.Write(script);
        shell.StandardInput.Close();
        return output.Result;
    }
}
