using LeappSso.Core.Tests.Fakes;
using LeappSso.CredentialProcess;

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
    [InlineData(true, true, true, Ok, "version 0.1.0, a program of its own; profiles that run it: 0")]
    [InlineData(false, true, true, Error, "cannot be run")]
    [InlineData(true, false, true, Note, "is of version 0.1.0")]
    [InlineData(true, true, false, Note, "runs through pwsh")]
    public void The_helper_is_told_as_it_is(bool isRunnable, bool isCurrent, bool isNative, LeappFindingStatus status, string words)
    {
        _scene.Helper = new(Put(Owner), true, isRunnable, "0.1.0", isNative, isCurrent);

        Told(status, _scene.Helper.Path, words);
    }

    [Fact]
    public void A_helper_of_another_version_is_a_warning_where_profiles_run_it()
    {
        _scene.Helper = new(Put(Owner), true, true, null, true, false);
        _scene.Config = $"[profile a]\n# managed by LeappSso\ncredential_process = {_scene.Helper.Path} x\n";

        Told(Warning, _scene.Helper.Path, "is of version unknown");
    }

    [Fact]
    public void A_helper_that_others_can_write_is_an_error()
    {
        if (!OperatingSystem.IsWindows())
        {
            _scene.Helper = new(Put(Owner | UnixFileMode.OtherWrite), true, true, "0.1.0", true, true);

            Told(Error, _scene.Helper.Path, "can write");
        }
    }

    [Fact]
    public void A_helper_that_no_profile_needs_may_be_missing_and_one_that_is_named_may_not()
    {
        Assert.Equal(Note, _scene.Only("Helper").Status);
        string there = DiagnosisScene.Put(Path.Combine(_scene.Home, "with blank", "leappsso-credential"));
        _scene.Config = "[profile a]\n# managed by LeappSso\ncredential_process = /gone/leappsso-credential x\n"
            + $"[profile b]\n# managed by LeappSso\ncredential_process = \"{there}\" x\n[profile mine]\ncredential_process = /gone/too\n";

        LeappFinding found = _scene.Only("Helper");

        Assert.Equal((Error, 3), (found.Status, found.Line));
        Assert.Contains("the credential_process of 'a' names /gone/leappsso-credential, which is not there", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_tells_how_its_helper_is()
    {
        using TestEngine test = await new TestEngine().WithIntegrationAsync();

        LeappFinding found = Assert.Single(await test.DiagnoseAsync(name => name == "Helper"));

        Assert.Equal((Note, Path.Combine(test.WorkspaceFolder, "helper", ProcessCommand.FileName(isNative: false))), (found.Status, found.Target));
    }

    private string Put(UnixFileMode mode) => DiagnosisScene.Put(Path.Combine(_scene.WorkspaceFolder, "helper", "x"), "program", mode);

    private void Told(LeappFindingStatus status, string target, string words)
    {
        LeappFinding found = _scene.Only("Helper");
        Assert.Equal((status, target), (found.Status, found.Target ?? target));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", found.Detail, StringComparison.Ordinal);
    }
}
