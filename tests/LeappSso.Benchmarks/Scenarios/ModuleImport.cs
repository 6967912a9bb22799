using System.Globalization;
using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>Import-Module in a new pwsh; the baseline is a module with nothing in it.</summary>
internal sealed class ModuleImport : IScenario
{
    private const int Rounds = 9;

    public string Id => "import";

    public async Task<Outcome> RunAsync(Bench bench)
    {
        await using Machine machine = await bench.StartAsync();
        string empty = Path.Combine(machine.Home, "Empty.psd1");
        await File.WriteAllTextAsync(Path.ChangeExtension(empty, "psm1"), string.Empty);
        await File.WriteAllTextAsync(
            empty,
            "@{ RootModule = 'Empty.psm1'; ModuleVersion = '1.0.0'; FunctionsToExport = @(); CmdletsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }");
        string module = Directory.GetFiles(machine.StagedModules, "LeappSso.psd1", SearchOption.AllDirectories)[0];
        List<double> baseline = [];
        List<double> ours = [];
        for (int round = 0; round < Rounds; round++)
        {
            baseline.Add(await MeasureAsync(machine, empty));
            ours.Add(await MeasureAsync(machine, module));
        }

        return new Outcome(
        [
            new Row(
                $"Import-Module, new process, median of {Rounds}",
                $"{ours.Median():0} ms",
                $"a module with nothing in it {baseline.Median():0} ms",
                new Ratio(ours.Median() / baseline.Median(), null)),
        ]);
    }

    private static async Task<double> MeasureAsync(Machine machine, string path) => double.Parse(
        await machine.PwshAsync($"$c = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{path}'; $c.Elapsed.TotalMilliseconds"),
        CultureInfo.InvariantCulture);
}
