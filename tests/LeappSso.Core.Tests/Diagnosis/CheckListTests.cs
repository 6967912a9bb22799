using System.Text;
using CsCheck;
using LeappSso.Diagnosis;
using LeappSso.Login;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class CheckListTests : IDisposable
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Each_check_says_what_it_looked_at_where_all_is_well()
    {
        _scene.Credentials = "[old]\naws_access_key_id = AKIAOLD\naws_secret_access_key = hidden\n";
        _scene.Helper = new(DiagnosisScene.Put(Path.Combine(_scene.WorkspaceFolder, "helper", "leappsso-credential")), true, true, "0.1.0", true, true);
        _scene.Logins.Write("acme", new SsoToken
        {
            StartUrl = "https://acme.awsapps.com/start",
            AccessToken = "hidden",
            ExpiresAt = _scene.Time.GetUtcNow().AddHours(8),
        });

        LeappFinding[] found = _scene.Run();

        Assert.Equal(CheckList.Names.Select(n => n.Value), found.Select(f => f.Name));
        Assert.All(found, finding => Assert.Equal(LeappFindingStatus.Ok, finding.Status));
        Assert.All(found, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Detail)));
        Assert.All(found, finding => Assert.Null(finding.Advice));
    }

    [Fact]
    public void An_empty_home_has_notes_and_nothing_worse()
    {
        Directory.Delete(_scene.AwsFolder, recursive: true);
        Directory.Delete(_scene.WorkspaceFolder, recursive: true);

        LeappFinding[] found = _scene.Run();

        Assert.All(found, finding => Assert.True(finding.Status < LeappFindingStatus.Warning, finding.Detail));
        Assert.Equal(["ConfigFile", "CredentialsFile", "Helper", "Workspace", "Connection", "Clock"], found.Where(f => f.Status == LeappFindingStatus.Note).Select(f => f.Name));
        Assert.False(Directory.Exists(_scene.AwsFolder) || Directory.Exists(_scene.WorkspaceFolder));
    }

    [Fact]
    public void Only_the_wanted_checks_run()
    {
        _scene.Config = "words\n";

        Assert.Equal(["Syntax", "Helper"], CheckList.RunAsync(_scene.Evidence(), name => name is "Helper" or "Syntax", default).ToBlockingEnumerable().Select(f => f.Name));
        Assert.Empty(_scene.Network!.Called);
    }

    [Fact]
    public void Whatever_is_in_the_files_nothing_throws_nothing_is_written_and_no_secret_is_told()
    {
        // What must not be told is where only a value or a note can be.
        Gen<string> line = Gen.OneOf(
            "[default]", $"[profile a] # {Secret}", "[profile b]", "[b]", "[sso-session acme]", "[profile \"q q\"]", "[profile q q]",
            "[profile prod-Admin]", "# managed by LeappSso", $"aws_access_key_id = {Secret}", $"aws_secret_access_key = {Secret}",
            $"aws_secret_access_key = {Secret} # {Secret}", $"aws_session_token: {Secret}", $"  {Secret}", $"  {Secret} = {Secret}", $"{Secret}",
            $"endpoint_url = {Secret}", $"credential_process = /x {Secret}", "region = x y", "region =", "sso_session = acme", "sso_session = gone",
            "s3 =", $"; {Secret}", "\u00ef\u00bb\u00bf", "\u00ff\u00fe", "\0", "[", "]", "[]", "=", ":",
            "x_leappsso_session = acme/000000000001/Admin", "x_security_token_expires = soon", string.Empty);
        Gen<string> file = Gen.Select(line, Gen.OneOf("\n", "\r\n", "\r")).Array[0, 12]
            .Select(lines => string.Concat(lines.Select(l => l.Item1 + l.Item2)));
        Gen.Select(file, file).Sample(
            (config, credentials) =>
            {
                _scene.Config = config;
                _scene.Credentials = credentials;
                string[] before = Everything();

                LeappFinding[] found = _scene.Run();

                Assert.Equal(before, Everything());
                Assert.Equal(CheckList.Names.Select(n => n.Value), found.Select(f => f.Name).Distinct());
                Assert.All(found, f => Assert.DoesNotContain(Secret, f.Detail + f.Advice, StringComparison.OrdinalIgnoreCase));
                Assert.All(found, f => Assert.DoesNotContain(f.Detail + f.Advice, char.IsControl));
                Assert.All(found, f => Assert.DoesNotContain("could not be looked at", f.Detail, StringComparison.Ordinal));
            },
            iter: 400,
            threads: 1);
    }

    [Fact]
    public void Random_bytes_are_told_of_and_not_thrown_at()
    {
        Gen.Byte.Array[0, 200].Sample(
            bytes =>
            {
                _scene.Config = Encoding.Latin1.GetString(bytes);
                _scene.Credentials = Encoding.Latin1.GetString(bytes);
                DiagnosisScene.Put(_scene.WorkspacePath, bytes);
                DiagnosisScene.Put(_scene.Logins.PathOf("acme"), bytes);

                Assert.True(_scene.Run().Length >= CheckList.Names.Count());
                Assert.Equal(bytes, File.ReadAllBytes(_scene.WorkspacePath));
            },
            iter: 100,
            threads: 1);
    }

    private string[] Everything() =>
    [
        .. Directory.EnumerateFileSystemEntries(_scene.Home, "*", SearchOption.AllDirectories).Order()
            .Select(p => $"{p} {File.GetLastWriteTimeUtc(p):O} {(File.Exists(p) ? Convert.ToHexString(File.ReadAllBytes(p)) : null)}"),
    ];
}
