using LeappSso.Benchmarks.Report;
using LeappSso.Benchmarks.Scenarios;
using LeappSso.Benchmarks.Tools;

namespace LeappSso.Benchmarks;

/// <summary>Runs the scenarios one after the other, prints each as it ends, and leaves the table and the picture.</summary>
internal sealed class Bench(BenchArguments arguments)
{
    private readonly Dictionary<ITool, string?> _versions = [];
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    public BenchArguments Arguments => arguments;

    public Task<Machine> StartAsync(params string[] emulatorArguments) =>
        Machine.StartAsync(arguments.Root, arguments.Pwsh, emulatorArguments);

    public async Task RunAsync()
    {
        IScenario[] asked = [.. ScenarioTable.All.Where(s => arguments.Asks(s.Id))];
        if (asked is [])
        {
            throw new ArgumentException($"There is no such scenario, only {string.Join(", ", ScenarioTable.All.Select(s => s.Id))}.");
        }

        List<Outcome> outcomes = [];
        Console.WriteLine(Row.Header);
        foreach (IScenario scenario in asked)
        {
            await Console.Error.WriteLineAsync($"{scenario.Id} ...");
            Outcome outcome = await RunAsync(scenario);
            outcomes.Add(outcome);
            outcome.Rows.ForEach(Console.WriteLine);
        }

        foreach (string missing in _missing)
        {
            Console.WriteLine($"not run: {missing}");
        }

        Setting setting = await Setting.FindAsync(arguments, _versions.Values.OfType<string>().Distinct());
        Page page = new(setting, [.. outcomes.SelectMany(o => o.Rows)], [.. _missing]);
        Chart chart = new(setting.Machine, [.. outcomes.Select(o => o.Panel).OfType<Panel>()]);
        string folder = arguments.IsWhole ? "docs" : "out";
        page.Write(Path.Combine(arguments.Root, folder, "benchmarks.md"));
        chart.Write(Path.Combine(arguments.Root, folder, "pictures", "benchmarks.svg"));
        Console.WriteLine($"Wrote {folder}/benchmarks.md and {folder}/pictures/benchmarks.svg.");
    }

    /// <summary>Whether a peer takes part: it is wanted, and it is on this machine.</summary>
    public async Task<bool> HasAsync(ITool peer)
    {
        if (!arguments.Peers)
        {
            return false;
        }

        if (!_versions.TryGetValue(peer, out string? version))
        {
            version = _versions[peer] = await peer.FindAsync(arguments.Root);
        }

        if (version is null)
        {
            _missing.Add(peer.Advice);
        }

        return version is not null;
    }

    /// <summary>What fails is told in the table; it must not cost the figures of the others.</summary>
    private async Task<Outcome> RunAsync(IScenario scenario)
    {
        try
        {
            return await scenario.RunAsync(this);
        }
        catch (InvalidOperationException e)
        {
            return new Outcome([new Row(scenario.Id, $"{Row.Missed} {Row.Short(e.Message)}", "", new Ratio(double.NaN, null))]);
        }
    }
}
