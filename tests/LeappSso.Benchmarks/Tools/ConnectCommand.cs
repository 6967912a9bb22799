namespace LeappSso.Benchmarks.Tools;

/// <summary>Connect-LeappSso in a fresh pwsh with the staged module, of which only the login is known; one process for each alias.</summary>
internal sealed record ConnectCommand(params string[] Aliases) : ITool
{
    // The times end with the command, the writing of the workspace included. What the workspace has then is counted after them.
    private const string Script =
        """
        $ProgressPreference = $WarningPreference = 'SilentlyContinue'
        Import-Module LeappSso
        $null = Add-LeappSsoIntegration ALIAS $env:PORTAL eu-west-1
        $first = $count = 0; $failure = $null
        $clock = [Diagnostics.Stopwatch]::StartNew()
        try { Connect-LeappSso ALIAS | . { process { if (-not $count++) { $first = $clock.Elapsed.TotalSeconds } } } } catch { $failure = "$_" }
        $total = $clock.Elapsed.TotalSeconds
        $peak = if ($IsLinux) { [double]((Get-Content /proc/self/status | Select-String 'VmHWM:\s+(\d+)').Matches[0].Groups[1].Value) / 1024 } else { 0 }
        $accounts = [Collections.Generic.HashSet[string]]::new([string[]]@(Get-LeappSession -Integration ALIAS).AccountId).Count
        @{ Sessions = $count; Accounts = $accounts; Total = $total; First = $first; PeakMegabytes = $peak; Failure = $failure } | ConvertTo-Json -Compress
        """;

    public string Name => "LeappSso";

    public string Advice => "LeappSso (run build.ps1 Build)";

    public Task<string?> FindAsync(string root) => Task.FromResult<string?>(Name);

    public async Task<Measurement> RunAsync(Machine machine)
    {
        machine.Forget();
        Measurement[] each = await Task.WhenAll(Aliases.Select(async alias =>
            ITool.Read(await machine.PwshAsync(Script.Replace("ALIAS", alias, StringComparison.Ordinal)))));
        return new Measurement(
            each.Sum(m => m.Sessions),
            each.Sum(m => m.Accounts),
            each.Max(m => m.Total),
            each.Min(m => m.First),
            each.Max(m => m.PeakMegabytes),
            each.Select(m => m.Failure).FirstOrDefault(f => f is not null));
    }
}
