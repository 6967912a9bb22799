using System.Diagnostics;
using System.Runtime.Versioning;
using LeappSso.Core.Tests.Fakes;
using LeappSso.CredentialProcess;

namespace LeappSso.Core.Tests.CredentialProcess;

[UnsupportedOSPlatform("windows")]
public sealed class HelperScriptTests : IDisposable
{
    private const string Id = "acme/000000000001/Read+=,.@-_Only";

    private readonly ModuleOnDisk _module = new();

    public void Dispose() => _module.Dispose();

    [UnixFact]
    public async Task Without_a_native_helper_a_script_lets_PowerShell_do_the_same_with_a_copy_of_the_module()
    {
        string path = await _module.WithPwsh().EnsureAsync();
        Assert.Equal("the usual one", Run(path, Id).Lines[0]);
        await File.WriteAllTextAsync(Path.Combine(_module.Workspace, "workspace.json"), "{}");

        (string[] lines, string errors, int code) = Run(path, Id);

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Equal(_module.Workspace, lines[0]);
        Assert.Equal(_module.HelperFolder, Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(lines[1]))));
        Assert.Equal("@{}", await File.ReadAllTextAsync(lines[1]));
        Assert.Equal([Id, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command"], lines[2..7]);
        Assert.Contains("Get-LeappCredential $env:LEAPPSSO_HELPER_SESSION -Format CredentialProcess", lines[7], StringComparison.Ordinal);
        Assert.Equal(8, lines.Length);
        Assert.False(_module.Shelf().State().IsNative);
        Assert.True(_module.Shelf().State().IsCurrent);
    }

    [UnixFact]
    public async Task The_copy_is_whole_but_for_native_helpers_and_stays_when_the_module_goes()
    {
        string path = await _module.WithPwsh().EnsureAsync();
        Directory.Delete(_module.Folder, recursive: true);

        string copy = Path.GetDirectoryName(Run(path, Id).Lines[1])!;

        Assert.Equal(
            ["LeappSso.psd1", "bin/LeappSso.Core.dll"],
            Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(copy, file)).Order(StringComparer.Ordinal));
        Assert.Equal(path, await _module.EnsureAsync());
    }

    [UnixFact]
    public async Task A_changed_module_gets_a_copy_of_its_own_and_the_last_but_one_goes()
    {
        string path = await _module.WithPwsh().EnsureAsync();
        string first = Run(path, Id).Lines[1];
        _module.Write("bin/LeappSso.Core.dll", "newer core");
        await _module.EnsureAsync();
        string second = Run(path, Id).Lines[1];
        Assert.NotEqual(first, second);
        Assert.True(File.Exists(first), "a helper that was just started may still load from it");

        _module.Write("bin/LeappSso.Core.dll", "newest core");
        await _module.EnsureAsync();

        Assert.False(File.Exists(first));
        Assert.True(File.Exists(second));
        Assert.True(File.Exists(Run(path, Id).Lines[1]));
    }

    [UnixFact]
    public async Task A_native_helper_that_does_not_run_here_gives_way_to_the_script()
    {
        _module.WithPwsh().WithNative("0.1.0");
        foreach (string broken in (string[])["\u007fELF of another platform", "#!/bin/sh\necho 0.0.9\n", "#!/no/such/program\n", "#!/bin/sh\nexit 127\n"])
        {
            _module.Write(Path.GetRelativePath(_module.Folder, _module.Native!), broken);

            string path = await _module.EnsureAsync();

            Assert.Equal(Id, Run(path, Id).Lines[2]);
            Assert.Contains("does not run on this machine", _module.Log.VerboseLines.First(line => line.Contains("machine", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.False(_module.Shelf().State().IsNative);
            Assert.True(_module.Shelf().State().IsCurrent);
        }
    }

    [UnixFact]
    public async Task A_script_gives_way_to_a_native_helper()
    {
        string path = await _module.WithPwsh().EnsureAsync();

        await _module.WithNative("0.1.0").EnsureAsync();

        Assert.Equal(["0.1.0"], Run(path, Id).Lines);
        Assert.True(_module.Shelf().State().IsNative);
    }

    [UnixFact]
    public async Task When_PowerShell_is_gone_the_one_on_the_path_serves_and_without_one_it_is_told()
    {
        string path = await _module.WithPwsh().EnsureAsync();
        string onPath = Path.Combine(Path.GetDirectoryName(_module.Pwsh[0])!, "bin");
        Directory.CreateDirectory(onPath);
        File.Move(_module.Pwsh[0], Path.Combine(onPath, "pwsh"));

        Assert.Equal(Id, Run(path, Id, onPath).Lines[2]);
        (string[] lines, string errors, int code) = Run(path, Id);

        Assert.Empty(lines);
        Assert.Equal(1, code);
        Assert.StartsWith("leappsso-credential: MethodNotAvailable: PowerShell is no longer at ", errors, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Wrong_usage_is_told_with_exit_code_2()
    {
        string path = await _module.WithPwsh().EnsureAsync();
        foreach (string[] arguments in (string[][])[[], [""], ["-x"], [Id, Id]])
        {
            (string[] lines, string errors, int code) = Run(path, arguments);

            Assert.Equal(2, code);
            Assert.Empty(lines);
            Assert.StartsWith("leappsso-credential: wrong usage", errors, StringComparison.Ordinal);
        }
    }

    [UnixFact]
    public async Task Where_PowerShell_is_not_known_either_there_is_no_helper()
    {
        LeappException told = await Assert.ThrowsAsync<LeappException>(() => _module.EnsureAsync());

        Assert.Equal(LeappErrorCode.MethodNotAvailable, told.Code);
        Assert.Contains("SsoProfile", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_for_Windows_names_no_path_that_a_code_page_could_spoil_and_gives_the_id_on_whole()
    {
        HelperSource source = new("C:\\module", new Version(0, 1, 0), null, ["C:\\100%\\dotnet.exe", "C:\\Program Files\\pwsh.dll"]);

        string script = new PwshScript(source, "C:\\é\\helper", "abc").ForCmd();

        Assert.Contains("\r\n\"C:\\100%%\\dotnet.exe\" \"C:\\Program Files\\pwsh.dll\" -NoLogo -NoProfile -NonInteractive -Command \"", script, StringComparison.Ordinal);
        Assert.Contains("set \"LEAPPSSO_HELPER_SESSION=%*\"", script, StringComparison.Ordinal);
        Assert.Contains("%~dp0module\\abc\\LeappSso.psd1", script, StringComparison.Ordinal);
        Assert.True(script.All(char.IsAscii));
        Assert.Contains("\r\npwsh.exe -NoLogo ", new PwshScript(source with { Pwsh = ["C:\\é\\pwsh.exe"] }, "C:\\x", "abc").ForCmd(), StringComparison.Ordinal);
    }

    private static (string[] Lines, string Errors, int Code) Run(string program, params string[] arguments) => Run(program, arguments, "/nowhere");

    private static (string[] Lines, string Errors, int Code) Run(string program, string id, string folder) => Run(program, [id], folder);

    private static (string[] Lines, string Errors, int Code) Run(string program, string[] arguments, string folder)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder;
        start.Environment.Remove("LEAPPSSO_HOME");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output.Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.Result, process.ExitCode);
    }
}
