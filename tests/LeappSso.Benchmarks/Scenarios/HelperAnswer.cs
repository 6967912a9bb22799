using System.Diagnostics;
using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>
/// The helper for credential_process, a process of its own each time, while the keys it is asked for live: what an AWS tool waits for
/// before its first call.
/// </summary>
internal sealed class HelperAnswer : IScenario
{
    private const int Runs = 100;
    private const int Rounds = 5;
    private const int Roles = 10;
    private const double MostMilliseconds = 100;

    public string Id => "helper";

    public async Task<Outcome> RunAsync(Bench bench)
    {
        int accounts = bench.Arguments.Scaled(5000);
        await using Machine machine = await bench.StartAsync("--accounts", $"{accounts}", "--roles", $"{Roles}");
        await machine.LoginAsync("acme");
        string session = await machine.PwshAsync(
            "$last = (Get-LeappSession)[-1]; $last | Set-LeappSession -Method CredentialProcess -Status Active; $last.Id");
        string helper = Directory.GetFiles(Path.Combine(machine.Workspace, "helper"), "leappsso-credential*")[0];
        string keys = await machine.RunAsync(helper, session);
        List<double> bare = [];
        for (int round = 0; round < Rounds; round++)
        {
            bare.Add(await MeasureAsync(() => machine.PwshAsync("exit"), string.Empty));
        }

        List<double> answers = [];
        for (int run = 0; run < Runs; run++)
        {
            answers.Add(await MeasureAsync(() => machine.RunAsync(helper, session), keys));
        }

        double start = bare.Median();
        double slow = answers.Order().ElementAt((Runs * 95 / 100) - 1);
        string name = $"leappsso-credential, keys in the cache, {accounts * Roles:N0} sessions known, 95th of {Runs} runs";
        string figure = $"{slow:0} ms (least {answers.Min():0}, median {answers.Median():0})";
        return new Outcome(
        [
            new Row(name, figure, $"limit {MostMilliseconds:0} ms", new Ratio(slow / MostMilliseconds, 1)),
            new Row($"{name}: beside a pwsh", figure, $"start of a bare pwsh {start:0} ms", new Ratio(slow / start, null)),
        ]);
    }

    /// <summary>The time of a run that prints what it must.</summary>
    private static async Task<double> MeasureAsync(Func<Task<string>> run, string expected)
    {
        Stopwatch clock = Stopwatch.StartNew();
        string printed = await run();
        double time = clock.Elapsed.TotalMilliseconds;
        return printed == expected ? time : throw new InvalidOperationException("The answer is not that of the first run.");
    }
}
