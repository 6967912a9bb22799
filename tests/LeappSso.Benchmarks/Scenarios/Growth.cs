using System.Globalization;
using LeappSso.Benchmarks.Report;
using LeappSso.Benchmarks.Tools;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>What a large portal costs beside a small one: memory, and time per account.</summary>
internal sealed class Growth : IScenario
{
    private const int Rounds = 3;
    private const int Roles = 10;
    private const int LatencyMs = 20;
    private const double MostMegabytes = 400;

    public string Id => "growth";

    public async Task<Outcome> RunAsync(Bench bench)
    {
        int few = bench.Arguments.Scaled(1000);
        int many = bench.Arguments.Scaled(5000);
        await using Machine machine = await bench.StartAsync("--latency-ms", LatencyMs.ToString(CultureInfo.InvariantCulture));
        await machine.LoginAsync("acme");
        List<Measurement> small = [];
        List<Measurement> large = [];
        for (int round = 0; round < Rounds; round++)
        {
            small.Add(await MeasureAsync(machine, few));
            large.Add(await MeasureAsync(machine, many));
        }

        double memory = large.Select(m => m.PeakMegabytes).Median();
        double perSmall = small.Select(m => m.Total * 1000 / few).Median();
        double perLarge = large.Select(m => m.Total * 1000 / many).Median();
        string name = $"{many:N0} accounts x {Roles} roles, {LatencyMs} ms, no throttle, median of {Rounds}";
        return new Outcome(
        [
            new Row($"{name}: peak memory of pwsh", $"{memory:0} MB", $"limit {MostMegabytes} MB", new Ratio(memory / MostMegabytes, 1)),
            new Row($"{name}: time per account", $"{perLarge:0.000} ms", $"at {few:N0} accounts {perSmall:0.000} ms", new Ratio(perLarge / perSmall, 1)),
        ]);
    }

    private static async Task<Measurement> MeasureAsync(Machine machine, int accounts)
    {
        await Console.Error.WriteLineAsync($"  {accounts:N0} accounts");
        await machine.Portal.FillAsync(accounts, Roles);
        Measurement measured = await new ConnectCommand("acme").RunAsync(machine);
        return measured.Sessions == accounts * Roles
            ? measured
            : throw new InvalidOperationException($"{measured.Sessions} of {accounts * Roles} sessions were found. {measured.Failure}");
    }
}
