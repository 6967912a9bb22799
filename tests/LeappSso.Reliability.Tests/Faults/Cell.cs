namespace LeappSso.Reliability.Tests;

/// <summary>One command with one call disturbed in one way.</summary>
/// <param name="Command">The command.</param>
/// <param name="Call">The call.</param>
/// <param name="Fault">How it is disturbed.</param>
/// <param name="Always">Whether each such call is, and not the first alone.</param>
internal sealed record Cell(Command Command, Call Call, Fault Fault, bool Always)
{
    /// <summary>Every one.</summary>
    internal static IEnumerable<Cell> All =>
        from command in CommandList.All
        from call in command.Calls
        from fault in FaultList.All
        where fault.Fits(call)
        from always in (bool[])[false, true]
        select new Cell(command, call, fault, always);

    /// <summary>Each fault of each call once, by the commands in turn.</summary>
    internal static IEnumerable<Cell> Sample => All.GroupBy(c => (c.Call, c.Fault)).Select((same, number) =>
    {
        List<Cell> all = [.. same];
        // A prime step goes through all commands and both ways, whatever their number.
        return all[number * 7 % all.Count];
    });

    public override string ToString() => $"{Command} / {Call} / {Fault} / {(Always ? "always" : "once")}";
}
