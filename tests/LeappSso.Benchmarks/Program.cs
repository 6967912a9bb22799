using System.Globalization;
using System.Text.Json;
using LeappSso.Benchmarks;

// Measures the staged module against baselines of the same run and prints a table of Markdown.
// 'loop ADDRESS TOKEN' is the baseline itself, run in a process of its own.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["loop", string address, string token])
{
    await NaiveLoop.RunAsync(address, token);
    return;
}

string root = args[0];
string[] pwsh = args[1..];
Console.WriteLine("| what is measured | baseline of the same run | LeappSso | ratio |");
Console.WriteLine("| --- | --- | --- | --- |");
await MapAsync();
await ImportAsync();

async Task MapAsync()
{
    const int Rounds = 5;
    await using Machine machine = await Machine.StartAsync(root, pwsh, "--accounts", "1000", "--roles", "5", "--latency-ms", "20");
    await machine.PwshAsync("$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1; $null = Connect-LeappSso acme");
    List<Measurement> loops = [];
    List<Measurement> ours = [];
    for (int i = 0; i < Rounds; i++)
    {
        loops.Add(await machine.LoopAsync());
        ours.Add(JsonSerializer.Deserialize<Measurement>(await machine.PwshAsync(
            """
            $ProgressPreference = 'SilentlyContinue'
            Import-Module LeappSso
            Remove-Item "$env:LEAPPSSO_HOME/*" -ErrorAction Ignore
            $null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $first = 0; $count = 0
            Connect-LeappSso acme | ForEach-Object { if (-not $count++) { $first = $clock.Elapsed.TotalSeconds } }
            $total = $clock.Elapsed.TotalSeconds
            $peak = if ($IsLinux) { [double]((Get-Content /proc/self/status | Select-String 'VmHWM:\s+(\d+)').Matches[0].Groups[1].Value) / 1024 } else { 0 }
            @{ Sessions = $count; Total = $total; First = $first; PeakMegabytes = $peak } | ConvertTo-Json -Compress
            """))!);
    }

    foreach (Measurement m in loops.Concat(ours).Where(m => m.Sessions != 5000))
    {
        throw new InvalidOperationException($"Only {m.Sessions} of 5000 sessions were found.");
    }

    Row("1,000 accounts x 5 roles, 20 ms, no throttle: all sessions, s (AWSSDK, 64 parallel)", loops, ours, m => m.Total);
    Row("the same: first session, s", loops, ours, m => m.First);
    Row("the same: peak memory of the process, MB", loops, ours, m => m.PeakMegabytes);
}

async Task ImportAsync()
{
    const int Rounds = 9;
    await using Machine machine = await Machine.StartAsync(root, pwsh);
    string empty = Path.Combine(machine.Home, "Empty");
    Directory.CreateDirectory(empty);
    File.WriteAllText(Path.Combine(empty, "Empty.psm1"), string.Empty);
    File.WriteAllText(
        Path.Combine(empty, "Empty.psd1"),
        "@{ RootModule = 'Empty.psm1'; ModuleVersion = '1.0.0'; FunctionsToExport = @(); CmdletsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }");
    List<double> baseline = [];
    List<double> ours = [];
    for (int i = 0; i < Rounds; i++)
    {
        baseline.Add(await ImportOnceAsync(Path.Combine(empty, "Empty.psd1")));
        ours.Add(await ImportOnceAsync(Directory.GetFiles(machine.StagedModules, "LeappSso.psd1", SearchOption.AllDirectories)[0]));
    }

    Console.WriteLine($"| Import-Module, ms, median of {Rounds} (an empty psd1 and psm1) | {Median(baseline):0} | {Median(ours):0} | {Median(ours) / Median(baseline):0.00} |");

    async Task<double> ImportOnceAsync(string path) => double.Parse(
        await machine.PwshAsync($"$c = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{path}'; $c.Elapsed.TotalMilliseconds"),
        CultureInfo.InvariantCulture);
}

static void Row(string what, List<Measurement> loops, List<Measurement> ours, Func<Measurement, double> value)
{
    double baseline = Median(loops.Select(value));
    double mine = Median(ours.Select(value));
    Console.WriteLine($"| {what}, median of {loops.Count} | {baseline:0.00} | {mine:0.00} | {mine / baseline:0.00} |");
}

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
