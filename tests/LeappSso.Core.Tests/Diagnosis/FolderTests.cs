using LeappSso.Diagnosis;
using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Diagnosis;

/// <summary>The helper, the logins, the workspace, and what was left over.</summary>
public sealed class FolderTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Note = LeappFindingStatus.Note;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserExecute, true, true, Ok, "a program of its own; profiles that run it: 0")]
    [InlineData(UnixFileMode.None, true, true, Error, "cannot be run")]
    [InlineData(UnixFileMode.UserExecute | UnixFileMode.OtherWrite, true, true, Error, "can write")]
    [InlineData(UnixFileMode.UserExecute, false, true, Warning, "of another version")]
    [InlineData(UnixFileMode.UserExecute, true, false, Note, "runs through pwsh")]
    public void The_helper_is_told_as_it_is(UnixFileMode more, bool isCurrent, bool isNative, LeappFindingStatus status, string words)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _scene.Path = DiagnosisScene.Put(Path.Combine(_scene.WorkspaceFolder, "helper", "x"), "program", Owner | more);
        _scene.IsCurrent = isCurrent;
        _scene.IsNative = isNative;

        Told("Helper", status, _scene.Path, words);
    }

    [Fact]
    public void A_helper_that_no_profile_needs_may_be_missing_and_one_that_is_named_may_not()
    {
        Assert.Equal(Note, _scene.Only("Helper").Status);
        string there = DiagnosisScene.Put(Path.Combine(_scene.Home, "with blank", "leappsso-credential"));
        _scene.Config = $"[profile a]\n# managed by LeappSso\ncredential_process = /gone/leappsso-credential x\n[profile b]\n# managed by LeappSso\ncredential_process = \"{there}\" x\n"
            + "[profile mine]\ncredential_process = /gone/too\n";

        LeappFinding found = _scene.Only("Helper");

        Assert.Equal((Error, 3), (found.Status, found.Line));
        Assert.Contains("the credential_process of 'a' names /gone/leappsso-credential, which is not there", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_helper_in_the_folder_of_the_workspace_is_known_for_what_it_is()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = Path.Combine(_scene.WorkspaceFolder, "helper", "leappsso-credential");
        Assert.Equal(path, new InstalledHelper(_scene.WorkspaceFolder).Path);
        Assert.True(new InstalledHelper(_scene.WorkspaceFolder).IsNative);
        DiagnosisScene.Put(path, "\u007fELF");
        Assert.True(new InstalledHelper(_scene.WorkspaceFolder).IsNative);
        DiagnosisScene.Put(path, "#!/bin/sh\n");
        Assert.False(new InstalledHelper(_scene.WorkspaceFolder).IsNative);
    }

    [Fact]
    public void A_login_is_counted_and_never_shown()
    {
        Keep("https://acme.awsapps.com/start");

        LeappFinding found = _scene.Only("Logins");

        Assert.Equal(Ok, found.Status);
        Assert.EndsWith("logins of 1 of 1 integrations.", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_login_a_foreign_one_and_one_that_others_can_read_are_warnings()
    {
        Keep("https://other.awsapps.com/start");
        Told("Logins", Warning, _scene.Logins.PathOf("acme"), "of another portal");

        DiagnosisScene.Put(_scene.Logins.PathOf("acme"), "{\"accessToken\":\"hid");
        Told("Logins", Warning, _scene.Logins.PathOf("acme"), _scene.Logins.PathOf("acme"));

        if (!OperatingSystem.IsWindows())
        {
            Keep("https://acme.awsapps.com/start");
            File.SetUnixFileMode(_scene.Logins.PathOf("acme"), Owner | UnixFileMode.GroupRead);
            Told("Logins", Warning, _scene.Logins.PathOf("acme"), "other users of this machine can read it");
        }
    }

    [Fact]
    public void Logins_of_other_tools_are_not_looked_at()
    {
        string cache = Path.GetDirectoryName(_scene.Logins.PathOf("acme"))!;
        DiagnosisScene.Put(Path.Combine(cache, "kiro-auth-token.json"), "{", Owner | UnixFileMode.OtherRead);

        Assert.Equal(Ok, _scene.Only("Logins").Status);
    }

    [Fact]
    public void A_cache_of_logins_that_cannot_be_used_is_told()
    {
        string cache = Path.GetDirectoryName(_scene.Logins.PathOf("acme"))!;
        _scene.ReadOnlyFolders.Add(cache);
        Told("Logins", Warning, cache, "one PowerShell session only");

        DiagnosisScene.Put(cache);
        Told("Logins", Error, cache, "is a file");
    }

    [Theory]
    [InlineData("{", Error, "is damaged")]
    [InlineData("{\"version\":99,\"integrations\":[]}", Warning, "newer version")]
    [InlineData("{\"version\":1,\"integrations\":[]}", Ok, "integrations: 0, sessions: 0")]
    public void The_workspace_is_told_as_it_is_and_stays_where_it_is(string content, LeappFindingStatus status, string words)
    {
        DiagnosisScene.Put(_scene.WorkspacePath, content);

        LeappFinding found = _scene.Only("Workspace");

        Assert.Equal(status, found.Status);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(_scene.WorkspacePath));
    }

    [Fact]
    public void A_workspace_that_is_a_folder_or_cannot_be_written_is_an_error()
    {
        _scene.ReadOnlyFolders.Add(_scene.WorkspaceFolder);
        Told("Workspace", Error, _scene.WorkspaceFolder, "nothing can be kept");
        _scene.ReadOnlyFolders.Clear();

        File.Delete(_scene.WorkspacePath);
        Directory.CreateDirectory(_scene.WorkspacePath);
        Told("Workspace", Error, _scene.WorkspacePath, "cannot be read");
    }

    [Theory]
    [InlineData("registrations.json")]
    [InlineData("workspace.json")]
    [InlineData("role-keys/0123/4567.json")]
    public void A_file_of_the_workspace_that_others_can_read_is_a_warning(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = Path.Combine(_scene.WorkspaceFolder, name);
        DiagnosisScene.Put(path, name == "workspace.json" ? "{\"integrations\":[]}" : "{}", Owner | UnixFileMode.OtherRead);

        Told("Workspace", Warning, path, "Other users of this machine can read");
    }

    [Theory]
    [InlineData(".aws/.config.0123456789ab.tmp", Warning)]
    [InlineData(".aws/.credentials.0123456789ab.tmp", Warning)]
    [InlineData(".aws/.config.leappsso-20300101.bak.0123456789ab.tmp", Warning)]
    [InlineData(".aws/.config.leappsso.lock", Note)]
    [InlineData("leapp/.workspace.json.0123456789ab.tmp", Warning)]
    [InlineData("leapp/role-keys/0123/.4567.json.0123456789ab.tmp", Warning)]
    public void What_a_killed_process_left_is_told_once_it_is_a_minute_old(string name, LeappFindingStatus status)
    {
        string path = DiagnosisScene.Put(Path.Combine(_scene.Home, name));
        Assert.Equal(Ok, _scene.Only("LeftOvers").Status);

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromMinutes(2));
        Told("LeftOvers", status, path, path);
    }

    [Theory]
    [InlineData(".aws/.other.0123456789ab.tmp")]
    [InlineData(".aws/.config.swp")]
    [InlineData(".aws/.config.0123.tmp")]
    [InlineData(".aws/sso/cache/.0123456789.0123456789ab.tmp")]
    public void What_others_left_is_theirs(string name)
    {
        File.SetLastWriteTimeUtc(DiagnosisScene.Put(Path.Combine(_scene.Home, name)), DateTime.UnixEpoch);

        Assert.Equal(Ok, _scene.Only("LeftOvers").Status);
    }

    [Fact]
    public void The_clock_of_the_file_system_counts_where_it_is_ahead()
    {
        // Both are stamped by a server that is a day ahead.
        string left = DiagnosisScene.Put(Path.Combine(_scene.AwsFolder, ".config.0123456789ab.tmp"));
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow + TimeSpan.FromHours(23));
        Assert.Equal(Ok, _scene.Only("LeftOvers").Status);

        File.SetLastWriteTimeUtc(_scene.ConfigPath, DateTime.UtcNow + TimeSpan.FromHours(24));
        Told("LeftOvers", Warning, left, left);
    }

    [Fact]
    public async Task What_a_running_process_uses_is_not_left_over()
    {
        string left = DiagnosisScene.Put(Path.Combine(_scene.AwsFolder, ".config.0123456789ab.tmp"));
        File.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
        using (await FileLock.AcquireAsync(_scene.ConfigPath, TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None))
        {
            Assert.Equal(Ok, _scene.Only("LeftOvers").Status);
        }

        Assert.Equal(Warning, _scene.Only("LeftOvers").Status);
        // Looking took nobody's lock away.
        using FileLock again = await FileLock.AcquireAsync(_scene.ConfigPath, TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
    }

    private void Keep(string startUrl) => _scene.Logins.Write("acme", new SsoToken
    {
        StartUrl = startUrl,
        AccessToken = "hidden",
        ExpiresAt = _scene.Time.GetUtcNow().AddHours(8),
        RefreshToken = "hidden",
    });

    private void Told(string check, LeappFindingStatus status, string target, string words)
    {
        LeappFinding found = _scene.Only(check);
        Assert.Equal((status, target), (found.Status, found.Target ?? target));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", found.Detail, StringComparison.Ordinal);
    }
}
