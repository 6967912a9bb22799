using System.Diagnostics;

namespace LeappSso.Benchmarks;

/// <summary>A portal, and a home of its own in which the tools run, each in a fresh process.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly string[] _pwsh;

    private Machine(string root, string[] pwsh, Portal portal)
    {
        Root = root;
        Portal = portal;
        _pwsh = pwsh;
    }

    public string Root { get; }

    public Portal Portal { get; }

    public string Home { get; } = Directory.CreateTempSubdirectory("leappsso-bench-").FullName;

    /// <summary>The folder of the workspace.</summary>
    public string Workspace => Path.Combine(Home, "leapp");

    public string StagedModules => Path.Combine(Root, "out");

    public static async Task<Machine> StartAsync(string root, string[] pwsh, string[] emulatorArguments) =>
        new(root, pwsh, await Portal.StartAsync(root, emulatorArguments));

    /// <summary>Logs in to integrations of these aliases; afterwards nothing but the logins is known.</summary>
    public async Task LoginAsync(params string[] aliases)
    {
        foreach (string alias in aliases)
        {
            await PwshAsync(
                $"$WarningPreference = 'Ignore'; $null = Add-LeappSsoIntegration {alias} $env:PORTAL eu-west-1; $null = Connect-LeappSso {alias}");
        }
    }

    /// <summary>Forgets integrations and sessions. The logins stay: they lie with those of the other AWS tools.</summary>
    public void Forget()
    {
        if (Directory.Exists(Workspace))
        {
            Directory.Delete(Workspace, recursive: true);
        }
    }

    /// <summary>Runs a script in a fresh pwsh; gives what it printed.</summary>
    public Task<string> PwshAsync(string script) => RunAsync(_pwsh[0], [.. _pwsh.Skip(1), "-NoLogo", "-NoProfile", "-Command", script]);

    /// <summary>Runs a program; gives what it printed.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(StartOf(program, arguments))!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource patience = new(s_patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"not done after {s_patience.TotalSeconds} s");
        }

        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException((await errors).Trim() is { Length: > 0 } text ? text : $"exit code {process.ExitCode}");
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }

    private ProcessStartInfo StartOf(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = start.Environment["USERPROFILE"] = Home;
        start.Environment["LEAPPSSO_HOME"] = Workspace;
        start.Environment["PSModulePath"] = StagedModules;
        start.Environment["AWS_ENDPOINT_URL_SSO"] = start.Environment["AWS_ENDPOINT_URL_SSO_OIDC"] = Portal.Address;
        start.Environment["BROWSER"] = $"dotnet '{Portal.Program}' visit";
        start.Environment["PORTAL"] = Portal.Address + "/start";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }
}
