using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace LeappSso.Benchmarks;

/// <summary>The processes of a benchmark: the emulator, the baseline, and pwsh with the staged module.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly string _root;
    private readonly string[] _pwsh;
    private readonly Process _emulator;
    private readonly string _home = Directory.CreateTempSubdirectory("leappsso-bench-").FullName;

    private Machine(string root, string[] pwsh, Process emulator, string address)
    {
        _root = root;
        _pwsh = pwsh;
        _emulator = emulator;
        Address = address;
    }

    internal string Address { get; }

    internal static async Task<Machine> StartAsync(string root, string[] pwsh, params string[] emulatorArguments)
    {
        string folder = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!);
        string program = Path.Combine(root, "tests", "LeappSso.Emulator", "bin", folder, "net10.0", "LeappSso.Emulator.dll");
        Process emulator = Start("dotnet", [program, "serve", "--exit-with-parent", .. emulatorArguments], []);
        string line = await emulator.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator did not start.");
        return new Machine(root, pwsh, emulator, line.Replace("listening on ", string.Empty, StringComparison.Ordinal).TrimEnd('/'));
    }

    internal async Task<string> IssueTokenAsync()
    {
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.PostAsync(new Uri(Address + "/_emulator/issue-tokens"), null);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    internal async Task<Measurement> LoopAsync()
    {
        string output = await RunAsync("dotnet", [Environment.GetCommandLineArgs()[0], "loop", Address, await IssueTokenAsync()]);
        return JsonSerializer.Deserialize<Measurement>(output)!;
    }

    /// <summary>Runs a script in a fresh pwsh that has a home of its own; gives its output.</summary>
    internal Task<string> PwshAsync(string script) => RunAsync(_pwsh[0], [.. _pwsh.Skip(1), "-NoLogo", "-NoProfile", "-Command", script]);

    internal string StagedModules => Path.Combine(_root, "out");

    internal string Home => _home;

    public async ValueTask DisposeAsync()
    {
        _emulator.StandardInput.Close();
        await _emulator.WaitForExitAsync();
        _emulator.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        using Process process = Start(program, arguments, new Dictionary<string, string>
        {
            ["HOME"] = _home,
            ["USERPROFILE"] = _home,
            ["LEAPPSSO_HOME"] = Path.Combine(_home, "leapp"),
            ["PSModulePath"] = StagedModules,
            ["AWS_ENDPOINT_URL_SSO"] = Address,
            ["AWS_ENDPOINT_URL_SSO_OIDC"] = Address,
            ["BROWSER"] = $"dotnet '{Path.ChangeExtension(_emulator.StartInfo.ArgumentList[0], "dll")}' visit",
            ["PORTAL"] = Address + "/start",
        });
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} failed: {output}");
    }

    private static Process Start(string program, string[] arguments, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
