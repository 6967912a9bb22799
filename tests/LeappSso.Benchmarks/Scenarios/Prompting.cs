using System.Globalization;
using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>Get-LeappPrompt as a prompt calls it, again and again in one pwsh; the baseline is a command of PowerShell that reads nothing.</summary>
internal sealed class Prompting : IScenario
{
    private const int Calls = 500;
    private const int Roles = 10;

    // A prompt is to take under 5 ms, and Get-Location takes less than a tenth of one.
    private const double AtMost = 10;

    public string Id => "prompt";

    public async Task<Outcome> RunAsync(Bench bench)
    {
        int accounts = bench.Arguments.Scaled(5000);
        await using Machine machine = await bench.StartAsync("--accounts", $"{accounts}", "--roles", $"{Roles}");
        await machine.LoginAsync("acme");
        double[] times = [.. (await machine.PwshAsync(
            $$"""
            $ErrorActionPreference = 'Stop'
            function Measure-Call([scriptblock] $Call) {
                foreach ($warm in 1..1000) { $null = & $Call }
                $times = foreach ($number in 1..{{Calls}}) {
                    $clock = [Diagnostics.Stopwatch]::StartNew()
                    $null = & $Call
                    $clock.Elapsed.TotalMilliseconds
                }
                @($times | Sort-Object)[{{Calls / 2}}].ToString([cultureinfo]::InvariantCulture)
            }
            Get-LeappSession -AccountId '000000000001' | Select-Object -First 1 | Set-LeappSession
            if (-not (Get-LeappPrompt)) { throw 'There is no session in use.' }
            Measure-Call { Get-LeappPrompt }
            Measure-Call { Get-Location }
            """)).Split('\n').Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        return new Outcome(
        [
            new Row(
                $"Get-LeappPrompt, {accounts * Roles:N0} sessions known, one in use, median of {Calls} calls in one process",
                $"{times[0]:0.000} ms",
                $"Get-Location {times[1]:0.000} ms",
                new Ratio(times[0] / times[1], AtMost)),
        ]);
    }
}
