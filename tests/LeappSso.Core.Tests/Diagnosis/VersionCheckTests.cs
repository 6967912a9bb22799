using System.Diagnostics;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Platform;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class VersionCheckTests : IDisposable
{
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Note = LeappFindingStatus.Note;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("aws-cli/2.34.1 Python/3.13.2 Linux/6.18", Ok, "AWS CLI 2.34.1")]
    [InlineData("aws-cli/2.9.0 Python/3.9.11 Windows/10 exe/AMD64 prompt/off", Ok, "AWS CLI 2.9.0")]
    [InlineData("aws-cli/2.8.13 Python/3.9.11 Linux/5", Warning, "does not know sso-session")]
    [InlineData("aws-cli/1.45.11 Python/3.11.7 Linux/6 botocore/1.43.11", Note, "no 'aws sso login'")]
    [InlineData("some other program", Warning, "tells no version")]
    [InlineData(null, Warning, "tells no version")]
    public void The_AWS_CLI_is_judged_by_what_it_says(string? said, LeappFindingStatus status, string words)
    {
        string aws = PutAws();
        _scene.VersionOf = program => program == aws ? said : throw new InvalidOperationException(program);

        LeappFinding[] all = _scene.Run("Versions");
        LeappFinding found = all[^1];

        Assert.StartsWith("LeappSso 0.1.0, PowerShell 7.6.9", all[0].Detail, StringComparison.Ordinal);
        Assert.Equal(status, found.Status);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_AWS_CLI_that_takes_too_long_is_no_fault()
    {
        PutAws();
        _scene.VersionOf = _ => throw new TimeoutException();

        LeappFinding found = _scene.Run("Versions")[^1];

        Assert.Equal(Note, found.Status);
        Assert.Contains("no answer within 5 seconds", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_AWS_CLI_and_AWS_Tools_it_is_well()
    {
        string detail = _scene.Only("Versions").Detail;

        Assert.Equal($"LeappSso 0.1.0, PowerShell 7.6.9, .NET {Environment.Version}; no AWS CLI on the path; no AWS Tools for PowerShell.", detail);
    }

    [Fact]
    public void Modules_are_found_by_their_folders_and_the_newest_is_told()
    {
        PutModule("AWS.Tools.Common", "4.1.700");
        PutModule("AWS.Tools.Common", "5.0.20");
        PutModule("AWS.Tools.Common", "notes");
        DiagnosisScene.Put(Path.Combine(Modules, "AWSPowerShell", "AWSPowerShell.psd1"), "@{\n  # ModuleVersion = '9.9'\n  ModuleVersion = '3.3.1'\n}");

        Assert.EndsWith("; AWS.Tools.Common 5.0.20, AWSPowerShell 3.3.1.", _scene.Only("Versions").Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.9", Note)]
    [InlineData("0.2.0", Warning)]
    public void Another_version_of_the_module_is_told(string version, LeappFindingStatus status)
    {
        string loaded = PutModule("LeappSso", "0.1.0");
        string other = PutModule("LeappSso", version);
        _scene.Runtime = new(loaded, new Version(0, 1, 0), "7.6.9");

        LeappFinding found = _scene.Run("Versions")[^1];

        Assert.Equal((status, other), (found.Status, found.Target));
    }

    [UnixFact]
    public async Task A_program_is_asked_and_one_that_hangs_is_ended_with_what_it_has_started()
    {
        string talks = Script("echo aws-cli/2.9.0 >&2");
        string hangs = Script("echo $$ > " + Path.Combine(_scene.Home, "pid") + "\nsleep 600\n");
        Assert.Equal("aws-cli/2.9.0", await ProgramAnswer.OfVersionAsync(talks, CancellationToken.None));
        Assert.Null(await ProgramAnswer.OfVersionAsync(Path.Combine(_scene.Home, "none"), CancellationToken.None));

        using CancellationTokenSource stop = new();
        Task<string?> asking = ProgramAnswer.OfVersionAsync(hangs, stop.Token);
        string pid = Path.Combine(_scene.Home, "pid");
        while (!File.Exists(pid) || File.ReadAllText(pid).Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        using Process hanging = Process.GetProcessById(int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.True(hanging.WaitForExit(TimeSpan.FromSeconds(10)));
    }

    private string Modules => Path.Combine(_scene.Home, "modules");

    private string PutModule(string name, string version)
    {
        _scene.Variables["PSModulePath"] = $"{Modules}{Path.PathSeparator}{Path.Combine(_scene.Home, "nowhere")}";
        string folder = Path.Combine(Modules, name, version);
        DiagnosisScene.Put(Path.Combine(folder, name + ".psd1"), "@{}");
        return folder;
    }

    private string PutAws()
    {
        string folder = Path.Combine(_scene.Home, "bin");
        _scene.Variables["PATH"] = $"{Path.Combine(_scene.Home, "empty")}{Path.PathSeparator}{folder}";
        return DiagnosisScene.Put(Path.Combine(folder, OperatingSystem.IsWindows() ? "aws.exe" : "aws"));
    }

    private string Script(string text) => DiagnosisScene.Put(
        Path.Combine(_scene.Home, Path.GetRandomFileName()), "#!/bin/sh\n" + text, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
