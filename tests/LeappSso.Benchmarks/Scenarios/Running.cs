using System.Diagnostics;
using System.Globalization;
using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>
/// A block that takes its time, run with many sessions side by side in workers: what is added to that time for each session once the workers
/// are there, and what it takes until they are. With a worker for each processor the block's own time is left alone by the others; with more,
/// what is added is shared between them, so the whole command is what counts. The keys are at hand, since how fast AWS gives them is not ours.
/// </summary>
internal sealed class Running : IScenario
{
    private const int Rounds = 3;
    private const int Workers = 8;
    private const int Few = 40;
    private const int Many = 200;
    private const int BlockMilliseconds = 200;
    private const double MostMilliseconds = 60;
    private static readonly int s_processors = Math.Max(2, Environment.ProcessorCount);

    private const string Block = "{ Start-Sleep -Milliseconds 200 }";

    public string Id => "running";

    public async Task<Outcome> RunAsync(Bench bench)
    {
        await using Machine machine = await bench.StartAsync("--accounts", "70", "--roles", "3");
        await machine.LoginAsync("acme");
        await machine.PwshAsync($"$null = Get-LeappSession | Select-Object -First {Many} | Get-LeappCredential");
        List<double> bare = [];
        List<double> first = [];
        List<double> steady = [];
        List<double> shared = [];
        List<double> here = [];
        List<double> jobs = [];
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            await machine.PwshAsync("exit");
            bare.Add(clock.Elapsed.TotalMilliseconds);

            first.Add(await MeasureAsync(machine, Workers, $"Invoke-LeappSession {Block} -ThrottleLimit {Workers}"));
            steady.Add((await PerSessionAsync(machine, s_processors) * s_processors) - BlockMilliseconds);
            shared.Add(await PerSessionAsync(machine, Workers) - (BlockMilliseconds / (double)Workers));
            here.Add((await MeasureAsync(machine, Few, $"Invoke-LeappSession {Block}") / Few) - BlockMilliseconds);
            jobs.Add((await MeasureAsync(machine, Workers, $"ForEach-Object {{ Start-Job {Block} | Receive-Job -Wait }}") / Workers) - BlockMilliseconds);
        }

        string name = $"Invoke-LeappSession, {Many} sessions, a block of {BlockMilliseconds} ms, median of {Rounds}";
        return new Outcome(
        [
            new Row(
                $"{name}: a worker for each of {s_processors} processors, beyond the block's own time, for each session, when they have started",
                $"{steady.Median():0.0} ms",
                $"limit {MostMilliseconds:0} ms",
                new Ratio(steady.Median() / MostMilliseconds, 1),
                Peers: $"a Start-Job for each {jobs.Median():0} ms"),
            new Row(
                $"{name}: {Workers} workers, time of the whole command for each session beyond an eighth of the block's, when they have started",
                $"{shared.Median():0.0} ms",
                $"limit {MostMilliseconds:0} ms",
                new Ratio(shared.Median() / MostMilliseconds, 1)),
            new Row(
                $"{name}: in place, beyond the block's own time, for each session, the first included",
                $"{here.Median():0.0} ms",
                $"limit {MostMilliseconds:0} ms",
                new Ratio(here.Median() / MostMilliseconds, 1)),
            new Row(
                $"{name}: the first {Workers} sessions with {Workers} workers, until all have ended",
                $"{first.Median():0} ms",
                $"start of a bare pwsh {bare.Median():0} ms",
                new Ratio(first.Median() / bare.Median(), null)),
        ]);
    }

    /// <summary>What one more session adds to the time of the whole command.</summary>
    private static async Task<double> PerSessionAsync(Machine machine, int workers)
    {
        string command = $"Invoke-LeappSession {Block} -ThrottleLimit {workers}";
        double few = await MeasureAsync(machine, Few, command);
        double many = await MeasureAsync(machine, Many, command);
        return (many - few) / (Many - Few);
    }

    /// <summary>The time of a command to which sessions are piped, in a new pwsh that has imported the module.</summary>
    private static async Task<double> MeasureAsync(Machine machine, int sessions, string command)
    {
        string output = await machine.PwshAsync(
            $$"""
            $ErrorActionPreference = 'Stop'
            $sessions = Get-LeappSession | Select-Object -First {{sessions}}
            if ($sessions.Count -ne {{sessions}}) { throw 'There are too few sessions.' }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $sessions | {{command}}
            $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
            """);
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
