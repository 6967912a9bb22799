using System.Diagnostics;
using System.Globalization;
using System.Text;
using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>
/// Many sessions made active, and stopped, in one pipeline, with an AWS config full of profiles of somebody else. Each in a new pwsh,
/// measured after the import of the module; the baseline is a pwsh that starts and ends.
/// </summary>
internal sealed class Activation : IScenario
{
    private const int Rounds = 5;
    private const int Roles = 5;
    private const int Lines = 20_000;
    private const double AtMost = 1.2;
    private const string Start = "Get-LeappSession | Set-LeappSession";
    private const string Part = "Get-LeappSession | Select-Object -First COUNT | Set-LeappSession";

    private static readonly string[] s_commands =
        [Start, Start + " -Method CredentialProcess -Status Active", "Get-LeappSession -Status Active | Stop-LeappSession"];

    public string Id => "activation";

    public async Task<Outcome> RunAsync(Bench bench)
    {
        int accounts = bench.Arguments.Scaled(1000);
        int sessions = accounts * Roles;
        await using Machine machine = await bench.StartAsync("--accounts", $"{accounts}", "--roles", $"{Roles}");
        await machine.LoginAsync("acme");
        List<double> bare = [];
        List<double> half = [];
        List<double> whole = [];
        List<double>[] times = [.. s_commands.Select(_ => new List<double>())];
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            await machine.PwshAsync("exit");
            bare.Add(clock.Elapsed.TotalMilliseconds);

            await WriteConfigAsync(machine, Lines / 2);
            half.Add(await MeasureAsync(machine, Part, sessions / 2, sessions / 2));
            await WriteConfigAsync(machine, Lines);
            whole.Add(await MeasureAsync(machine, Part, sessions, sessions));
            await WriteConfigAsync(machine, Lines);
            times[0].Add(await MeasureAsync(machine, s_commands[0], sessions, sessions));
            times[1].Add(await MeasureAsync(machine, s_commands[1], sessions, sessions));
            times[2].Add(await MeasureAsync(machine, s_commands[2], sessions, 0));
        }

        double start = bare.Median();
        return new Outcome(
        [
            .. s_commands.Select((command, index) => new Row(
                $"{command}, {sessions:N0} sessions, AWS config of {Lines:N0} lines,"
                + $" new process, after import, median of {Rounds}",
                $"{times[index].Median():0} ms",
                $"start of a bare pwsh {start:0} ms",
                new Ratio(times[index].Median() / start, AtMost))),
            new Row(
                $"The first of these behind Select-Object -First: time per session, beside {sessions / 2:N0} sessions and {Lines / 2:N0} lines",
                $"{whole.Median() / sessions:0.000} ms",
                $"{half.Median() / (sessions / 2):0.000} ms",
                new Ratio(whole.Median() / half.Median() / 2, 1.1)),
        ]);
    }

    private static async Task WriteConfigAsync(Machine machine, int lines)
    {
        StringBuilder text = new();
        for (int line = 0; line < lines; line += 5)
        {
            text.Append(CultureInfo.InvariantCulture, $"# profile {line}\n[profile mine-{line}]\nregion = eu-north-1\noutput = json\n\n");
        }

        await File.WriteAllTextAsync(ConfigOf(machine), text.ToString());
    }

    /// <summary>Measures a command, and makes sure that it did what it is to do.</summary>
    private static async Task<double> MeasureAsync(Machine machine, string command, int sessions, int active)
    {
        string output = await machine.PwshAsync(
            $$"""
            Import-Module LeappSso
            $clock = [Diagnostics.Stopwatch]::StartNew()
            {{command.Replace("COUNT", $"{sessions}", StringComparison.Ordinal)}}
            $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
            """);
        int profiles = (await File.ReadAllLinesAsync(ConfigOf(machine))).Count(line =>
            line.StartsWith("sso_role_name = ", StringComparison.Ordinal) || line.StartsWith("credential_process = ", StringComparison.Ordinal));
        return profiles == active
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"'{command}' leaves {profiles} profiles, not {active}.");
    }

    private static string ConfigOf(Machine machine) => Path.Combine(machine.Home, ".aws", "config");
}
