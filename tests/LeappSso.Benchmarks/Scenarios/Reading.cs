using System.Diagnostics;
using System.Globalization;
using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>
/// Commands that read what is known, each in a new pwsh, measured after the import of the module; the baseline is a pwsh that
/// starts and ends.
/// </summary>
internal sealed class Reading : IScenario
{
    private const int Rounds = 5;
    private const int Roles = 10;

    // Completion itself is made ready by a command of PowerShell's own: what the completer of the module takes is the question.
    private static readonly (string What, string Ready, string Command, string Count, double AtMost)[] s_commands =
    [
        ("Get-LeappSession", "", "Get-LeappSession", "SESSIONS", 0.9),
        ("Get-LeappSession -AccountId", "", "Get-LeappSession -AccountId '000000000001'", "ROLES", 0.4),
        (
            "Tab after Get-LeappSession -AccountName acme",
            "$null = TabExpansion2 'Get-Process -Name x' 19",
            "(TabExpansion2 'Get-LeappSession -AccountName acme' 34).CompletionMatches",
            "4",
            0.12),
    ];

    public string Id => "reading";

    public async Task<Outcome> RunAsync(Bench bench)
    {
        int accounts = bench.Arguments.Scaled(5000);
        int sessions = accounts * Roles;
        await using Machine machine = await bench.StartAsync("--accounts", $"{accounts}", "--roles", $"{Roles}");
        await machine.LoginAsync("acme");
        List<double> bare = [];
        List<double>[] times = [.. s_commands.Select(_ => new List<double>())];
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            await machine.PwshAsync("exit");
            bare.Add(clock.Elapsed.TotalMilliseconds);
            for (int index = 0; index < s_commands.Length; index++)
            {
                times[index].Add(await MeasureAsync(machine, index, sessions));
            }
        }

        double start = bare.Median();
        return new Outcome([.. s_commands.Select((command, index) => new Row(
            $"{command.What}, {sessions:N0} sessions known, new process, after import, median of {Rounds}",
            $"{times[index].Median():0} ms",
            $"start of a bare pwsh {start:0} ms",
            new Ratio(times[index].Median() / start, command.AtMost)))]);
    }

    private static async Task<double> MeasureAsync(Machine machine, int index, int sessions)
    {
        (string what, string ready, string command, string count, _) = s_commands[index];
        string output = await machine.PwshAsync(
            $$"""
            Import-Module LeappSso
            {{ready}}
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $found = {{command}}
            "$($clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)) $(@($found).Count)"
            """);
        string expected = count.Replace("SESSIONS", $"{sessions}", StringComparison.Ordinal).Replace("ROLES", $"{Roles}", StringComparison.Ordinal);
        return output.Split(' ') is [string time, string found] && found == expected
            ? double.Parse(time, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{what} gives '{output}', not {expected} results.");
    }
}
