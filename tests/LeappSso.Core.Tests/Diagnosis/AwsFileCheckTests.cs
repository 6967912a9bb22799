namespace LeappSso.Core.Tests.Diagnosis;

public sealed class AwsFileCheckTests : IDisposable
{
    private const string Keys = "[old]\naws_access_key_id = AKIAOLD\naws_secret_access_key = hidden\n";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void The_path_in_use_is_told_with_the_reason()
    {
        string other = DiagnosisScene.Put(Path.Combine(_scene.Home, "other"), "[profile x]\n");

        Assert.Equal($"{_scene.ConfigPath} (the default place): profiles: 1, of LeappSso: 1.", _scene.Only("ConfigFile").Detail);

        _scene.Variables["AWS_CONFIG_FILE"] = other;
        Assert.Equal($"{other} (named by AWS_CONFIG_FILE): profiles: 1, of LeappSso: 0.", _scene.Only("ConfigFile").Detail);
    }

    [Theory]
    [InlineData("AWS_CONFIG_FILE", "ConfigFile")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE", "CredentialsFile")]
    public void A_file_that_a_variable_names_and_that_is_not_there_is_a_warning(string variable, string check)
    {
        _scene.Variables[variable] = Path.Combine(_scene.Home, "none");

        LeappFinding found = _scene.Only(check);

        Assert.Equal(LeappFindingStatus.Warning, found.Status);
        Assert.Contains(variable, found.Detail, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(_scene.Home, "none"), found.Target);
    }

    [Fact]
    public void A_missing_file_is_a_note()
    {
        File.Delete(_scene.ConfigPath);

        Assert.Equal(LeappFindingStatus.Note, _scene.Only("ConfigFile").Status);
        Assert.Equal(LeappFindingStatus.Note, _scene.Only("CredentialsFile").Status);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_an_error()
    {
        Directory.CreateDirectory(_scene.CredentialsPath);

        Fault("CredentialsFile", LeappFindingStatus.Error, "is a folder");
    }

    [Fact]
    public void A_file_in_place_of_a_folder_above_is_an_error()
    {
        Directory.Delete(_scene.AwsFolder, recursive: true);
        File.WriteAllText(_scene.AwsFolder, string.Empty);

        Fault("ConfigFile", LeappFindingStatus.Error, "one of the folders above it is a file");
    }

    [Fact]
    public void A_link_to_nothing_is_a_warning_that_names_where_it_leads()
    {
        File.CreateSymbolicLink(_scene.CredentialsPath, Path.Combine(_scene.Home, "dotfiles", "credentials"));

        Fault("CredentialsFile", LeappFindingStatus.Warning, Path.Combine(_scene.Home, "dotfiles", "credentials"));
    }

    [Fact]
    public void Links_in_a_circle_are_an_error()
    {
        File.CreateSymbolicLink(_scene.CredentialsPath, Path.Combine(_scene.AwsFolder, "b"));
        File.CreateSymbolicLink(Path.Combine(_scene.AwsFolder, "b"), _scene.CredentialsPath);

        Fault("CredentialsFile", LeappFindingStatus.Error, "cannot be followed");
    }

    [Fact]
    public void A_link_to_a_file_is_well_and_told()
    {
        string real = DiagnosisScene.Put(Path.Combine(_scene.Home, "dotfiles", "credentials"), Keys);
        File.CreateSymbolicLink(_scene.CredentialsPath, real);

        LeappFinding found = _scene.Only("CredentialsFile");

        Assert.Equal(LeappFindingStatus.Ok, found.Status);
        Assert.Contains($"leads to {real}", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_file_and_a_folder_that_cannot_be_written_are_warnings()
    {
        File.SetAttributes(_scene.ConfigPath, FileAttributes.ReadOnly);
        Fault("ConfigFile", LeappFindingStatus.Warning, "read-only");
        File.SetAttributes(_scene.ConfigPath, FileAttributes.Normal);

        _scene.ReadOnlyFolders.Add(_scene.AwsFolder);
        Fault("ConfigFile", LeappFindingStatus.Warning, _scene.AwsFolder);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void Keys_that_others_can_read_are_a_warning(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        DiagnosisScene.Put(_scene.CredentialsPath, Keys, Owner | others);
        DiagnosisScene.Put(_scene.ConfigPath, DiagnosisScene.Session, Owner | others);

        LeappFinding found = Fault("CredentialsFile", LeappFindingStatus.Warning, "other users of this machine can read it");
        Assert.Equal($"Take their access away: chmod 600 '{_scene.CredentialsPath}'", found.Advice);
        // A config without keys is for all to read.
        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("ConfigFile").Status);

        DiagnosisScene.Put(_scene.ConfigPath, "[profile a]\naws_access_key_id = AKIA\naws_secret_access_key = hidden\n", Owner | others);
        Fault("ConfigFile", LeappFindingStatus.Warning, "other users of this machine can read it");
    }

    [Fact]
    public void A_config_that_others_can_write_is_a_warning()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        DiagnosisScene.Put(_scene.ConfigPath, DiagnosisScene.Session, Owner | UnixFileMode.OtherWrite);

        Fault("ConfigFile", LeappFindingStatus.Warning, "can write");
    }

    [Fact]
    public void The_null_device_in_place_of_a_file_is_well()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _scene.Variables["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("CredentialsFile").Status);
    }

    [Fact]
    public void The_system_is_asked_what_may_be_written()
    {
        Assert.True(LeappSso.Diagnosis.WriteAccess.To(_scene.Home));
        Assert.True(LeappSso.Diagnosis.WriteAccess.To(Path.Combine(_scene.Home, "not", "yet", "there")));
        // Not even root may make a file there.
        Assert.True(!OperatingSystem.IsLinux() || !LeappSso.Diagnosis.WriteAccess.To("/proc/sys/not/there"));
    }

    private LeappFinding Fault(string check, LeappFindingStatus status, string words)
    {
        LeappFinding found = _scene.Only(check);
        Assert.Equal(status, found.Status);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.EndsWith("'", found.Advice!.Replace('.', '\''), StringComparison.Ordinal);
        return found;
    }
}
