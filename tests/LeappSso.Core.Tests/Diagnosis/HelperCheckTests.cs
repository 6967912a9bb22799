using LeappSso.Diagnosis;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class HelperCheckTests : IDisposable
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

        Told(status, _scene.Path, words);
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

    private void Told(LeappFindingStatus status, string target, string words)
    {
        LeappFinding found = _scene.Only("Helper");
        Assert.Equal((status, target), (found.Status, found.Target ?? target));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", found.Detail, StringComparison.Ordinal);
    }
}
