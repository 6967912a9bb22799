using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>Where files lie and who may write them.</summary>
public sealed class AwsFilePlaceTests : IDisposable
{
    private readonly AwsFileScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_missing_file_is_made_with_its_folders_for_the_owner_alone()
    {
        string path = _scene.PathOf("a/b/config");

        await _scene.ChangeAsync(path, "one");

        Assert.Equal(AwsFileScene.Added("one"), AwsFileScene.Text(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_scene.PathOf("a")));
        }
    }

    [Fact]
    public async Task Where_nothing_changes_nothing_is_made_and_nothing_written()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        File.SetLastWriteTimeUtc(_scene.Config, DateTime.UnixEpoch);

        await new AwsFile(_scene.Config, _scene.Time).ChangeAsync(_ => { }, CancellationToken.None);
        await new AwsFile(_scene.PathOf("missing/config"), _scene.Time).ChangeAsync(_ => { }, CancellationToken.None);

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_scene.Config));
        Assert.Equal(["config"], _scene.Names);
    }

    [Theory]
    [InlineData(0b110_100_100)]
    [InlineData(0b110_110_000)]
    [InlineData(0b110_000_000)]
    public async Task The_mode_of_a_file_stays_and_its_backup_has_the_same(int mode)
    {
        AwsFileScene.Write(_scene.Config, "[a]\nx = 1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_scene.Config, (UnixFileMode)mode);
        }

        await _scene.ChangeAsync(_scene.Config, "one");

        string backup = _scene.PathOf(Assert.Single(_scene.Backups));
        Assert.Equal("[a]\nx = 1\n", AwsFileScene.Text(backup));
        Assert.True(OperatingSystem.IsWindows() || ((int)File.GetUnixFileMode(_scene.Config) == mode && (int)File.GetUnixFileMode(backup) == mode));
    }

    [Fact]
    public async Task A_read_only_file_is_an_error_and_stays()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        File.SetAttributes(_scene.Config, FileAttributes.ReadOnly);

        LeappException refusal = await _scene.RefusedAsync(_scene.Config, LeappErrorCode.AwsFileReadOnly);

        Assert.Contains("read-only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("[a]\n", AwsFileScene.Text(_scene.Config));
        File.SetAttributes(_scene.Config, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_only_where_there_is_something_to_write()
    {
        string folder = _scene.PathOf("closed");
        Directory.CreateDirectory(folder);
        // No mode holds the system's own user back, but nobody makes files there.
        string path = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? "/proc/config" : Path.Combine(folder, "config");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Empty((await new AwsFile(path, _scene.Time).ChangeAsync(_ => { }, CancellationToken.None)).Sections);
        await _scene.RefusedAsync(path, LeappErrorCode.AwsFileReadOnly);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_file_where_a_folder_is_needed_is_an_error_and_reads_as_no_profiles()
    {
        AwsFileScene.Write(_scene.PathOf("aws"), "not a folder");
        string path = _scene.PathOf("aws/config");

        Assert.Empty(new AwsFile(path, _scene.Time).Read().Sections);
        LeappException refusal = await _scene.RefusedAsync(path, LeappErrorCode.AwsFileReadOnly);

        Assert.Contains("is a file, but a folder is needed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("not a folder", AwsFileScene.Text(_scene.PathOf("aws")));
    }

    [Fact]
    public async Task A_folder_where_a_file_is_needed_is_an_error()
    {
        Directory.CreateDirectory(_scene.Config);

        LeappException refusal = await _scene.RefusedAsync(_scene.Config, LeappErrorCode.AwsFileInvalid);

        Assert.Contains(_scene.Config, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Links_stay_links_and_their_file_is_changed(bool exists)
    {
        string dotfiles = _scene.PathOf("dotfiles");
        Directory.CreateDirectory(dotfiles);
        Directory.CreateDirectory(_scene.PathOf("home"));
        string target = Path.Combine(dotfiles, "awsconfig");
        Directory.CreateSymbolicLink(_scene.PathOf("home/.aws"), "../dotfiles");
        File.CreateSymbolicLink(Path.Combine(dotfiles, "config"), "awsconfig");
        if (exists)
        {
            AwsFileScene.Write(target, "[a]\n");
        }

        await _scene.ChangeAsync(_scene.PathOf("home/.aws/config"), "one");

        Assert.Equal((exists ? "[a]\n\n" : "") + AwsFileScene.Added("one"), AwsFileScene.Text(target));
        Assert.Equal("awsconfig", new FileInfo(Path.Combine(dotfiles, "config")).LinkTarget);
        Assert.Equal("../dotfiles", new DirectoryInfo(_scene.PathOf("home/.aws")).LinkTarget);
        Assert.Equal(exists ? 3 : 2, Directory.GetFileSystemEntries(dotfiles).Length);
    }

    [Fact]
    public async Task A_link_to_a_read_only_file_is_an_error()
    {
        string target = _scene.PathOf("target");
        AwsFileScene.Write(target, "[a]\n");
        File.SetAttributes(target, FileAttributes.ReadOnly);
        File.CreateSymbolicLink(_scene.Config, target);

        await _scene.RefusedAsync(_scene.Config, LeappErrorCode.AwsFileReadOnly);

        Assert.Equal("[a]\n", AwsFileScene.Text(target));
        File.SetAttributes(target, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_device_is_never_replaced_by_a_file()
    {
        if (!OperatingSystem.IsWindows())
        {
            // As AWS_CONFIG_FILE=/dev/null, which root could replace; a name that is free does no harm where this fails.
            string name = $"leappsso-{Guid.NewGuid():n}";
            string path = $"/dev/{name}";

            LeappException refusal = await _scene.RefusedAsync(path, LeappErrorCode.AwsFileReadOnly);

            Assert.Contains("device", refusal.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles("/dev", $"*{name}*"));
        }
    }

    [Fact]
    public async Task Links_in_a_circle_are_an_error()
    {
        File.CreateSymbolicLink(_scene.Config, _scene.PathOf("other"));
        File.CreateSymbolicLink(_scene.PathOf("other"), _scene.Config);

        LeappException refusal = await _scene.RefusedAsync(_scene.Config, LeappErrorCode.AwsFileInvalid);

        Assert.Contains(_scene.Config, refusal.Message, StringComparison.Ordinal);
    }
}
