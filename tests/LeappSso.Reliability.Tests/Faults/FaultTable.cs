using System.Globalization;

namespace LeappSso.Reliability.Tests;

/// <summary>What came out, as docs/reliability.md shows it.</summary>
internal sealed class FaultTable
{
    private static readonly (string Title, Call[] Calls)[] s_tables =
    [
        ("logging in", [Call.RegisterClient, Call.StartDeviceAuthorization, Call.CreateTokenByCode, Call.CreateTokenByDevice, Call.CreateTokenByRefresh]),
        ("using the login", [Call.ListAccounts, Call.ListAccountRoles, Call.GetRoleCredentials, Call.AssumeRole, Call.GetSigninToken, Call.Logout]),
    ];

    private readonly List<(Cell Cell, Ending Ending)> _endings = [];
    private int _tried;

    internal void Add(Cell cell, Ending? ending)
    {
        _tried++;
        if (ending is not null)
        {
            _endings.Add((cell, ending));
        }
    }

    internal IEnumerable<string> ToLines() => [Summary, .. s_tables.SelectMany(t => Table(t.Title, t.Calls)), string.Empty, .. Notes];

    private string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"Commands in {CommandList.All.Count} situations, {_endings.Select(e => e.Cell.Call).Distinct().Count()} calls (those of the tables, and the probe of `Test-LeappSso`), {FaultList.All.Count} faults, each once and in every answer:"
        + $" {_tried:N0} cells. {_endings.Count(e => e.Ending.IsDone):N0} ended as if nothing had been, {_endings.Count(e => !e.Ending.IsDone):N0} with the error"
        + $" id of the page [troubleshooting](troubleshooting.md), {_tried - _endings.Count} hung, {_endings.Count(e => IsUncalledFor(e.Cell, e.Ending))} asked for a"
        + $" login without the word of AWS that there is none any more. Times are those of the command, on a clock that jumps over every wait.");

    private static bool IsUncalledFor(Cell cell, Ending ending) => ending.Logins > Expectation.MostLogins(cell);

    private IEnumerable<string> Table(string title, Call[] calls)
    {
        yield return string.Empty;
        yield return $"| a fault while {title} | {string.Join(" | ", calls.Select(Name))} |";
        yield return $"| --- |{string.Concat(Enumerable.Repeat(" --- |", calls.Length))}";
        List<(string Fault, string Cells)> rows = [.. FaultList.All.Select(f => (f.Name, string.Join(" | ", calls.Select(c => Text(f, c)))))];
        foreach (IGrouping<string, (string Fault, string Cells)> same in rows.GroupBy(r => r.Cells).Where(g => g.Key.Any(char.IsLetter)))
        {
            yield return $"| {string.Join("; ", same.Select(r => r.Fault))} | {same.Key} |";
        }
    }

    private string Text(Fault fault, Call call)
    {
        List<(Cell Cell, Ending Ending)> here = [.. _endings.Where(e => e.Cell.Fault == fault && e.Cell.Call == call)];
        if (here.Count == 0)
        {
            return string.Empty;
        }

        string once = Text(here.Where(e => !e.Cell.Always));
        string always = Text(here.Where(e => e.Cell.Always));
        return once == always ? once : $"{once}; always: {always}";
    }

    private static string Text(IEnumerable<(Cell Cell, Ending Ending)> endings)
    {
        List<(Cell Cell, Ending Ending)> all = [.. endings];
        string what = string.Join(" or ", all.Select(e => What(e.Cell, e.Ending)).Distinct().Order(StringComparer.Ordinal));
        return $"{what}{Time(all.Max(e => e.Ending.Took))}";
    }

    private static string What(Cell cell, Ending ending) => ending.Id is { } id ? $"`{id}`"
        : cell.Command.State is LoginState.Valid or LoginState.Ended && ending.Logins > 0 ? "a login"
        : cell.Command.EndsLogin && cell.Fault.Kind is not (FaultKind.Harmless or FaultKind.Unauthorized) ? "a warning"
        : "done";

    /// <summary>About how long; nothing for at once. Waits have a part by chance, so it is a bound.</summary>
    private static string Time(TimeSpan took) => took.TotalSeconds switch
    {
        < 2.9 => string.Empty,
        <= 12 => ", 10 s",
        <= 45 => ", 40 s",
        <= 200 => ", 3 min",
        _ => ", 10 min",
    };

    private static string Name(Call call) => call switch
    {
        Call.CreateTokenByCode => "CreateToken, by browser",
        Call.CreateTokenByDevice => "CreateToken, by device code",
        Call.CreateTokenByRefresh => "CreateToken, renewal",
        _ => call.ToString(),
    };

    private static IEnumerable<string> Notes =>
    [
        "A cell shows what comes of one such answer, and after *always* what comes when every answer is so; with a time, it takes up to that.",
        "*done*: the command does what it is for, after it has tried again where that is needed. *a login*: `Connect-LeappSso` asks for one, every",
        "other command ends with `NotLoggedIn`. *a warning*: everything of the login is removed here, and the command says that AWS was not told.",
        "Of two in a cell, the first is where nothing was kept that could help: after 401 a login is renewed, or made anew by `Connect-LeappSso`, once,",
        "but not one that was just made; a registration that was kept is made anew.",
        string.Empty,
        "After every cell: each file can be read, no lock and no temporary file is left, every byte of others and all settings of sessions are as they",
        "were; a command that failed has changed neither the AWS files nor variables; what renews a login is there until AWS says that it is over; a",
        "login or keys that did not come are not on the disk, and a login that ends takes its keys along; no secret is in any message; and the same",
        "command without the fault does what it is for.",
    ];
}
