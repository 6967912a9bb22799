using LeappSso.Engine;

namespace LeappSso.Reliability.Tests;

/// <summary>Runs one cell: the command with the fault, and once more without it.</summary>
internal sealed class CellRun(Cell cell, Template template, Idleness idleness)
{
    private readonly List<string> _complaints = [];

    /// <summary>What is wrong; empty for nothing.</summary>
    internal IReadOnlyList<string> Complaints => _complaints;

    /// <summary>How the command ended; null if it hung, or ended with what no person can read.</summary>
    internal Ending? Ending { get; private set; }

    internal void Run()
    {
        using World world = template.Copy(cell.Command.State);
        DiskRules disk = new(cell, world);
        (world.Portal.Disturbed, world.Portal.Fault, world.Portal.Always) = (cell.Call, cell.Fault, cell.Always);
        Ending = RunCommand(world, cell.Command);
        if (Ending is { } ending)
        {
            _complaints.AddRange(Judge(ending, world));
            _complaints.AddRange(disk.Find(ending));
            RunAgain(world);
        }
    }

    private IEnumerable<string> Judge(Ending ending, World world)
    {
        string? expected = Expectation.Of(cell)?.ToString();
        if (ending.Id != expected)
        {
            yield return $"it ends with {ending.Id ?? "success"}, not with {expected ?? "success"}";
        }

        if (ending.Took > Expectation.Longest(cell))
        {
            yield return $"it takes {ending.Took.TotalSeconds:0.0} seconds, not {Expectation.Longest(cell).TotalSeconds:0}";
        }

        if (ending.Tries < 1 || ending.Tries > Expectation.MostTries(cell))
        {
            yield return $"it makes {ending.Tries} calls, not 1 to {Expectation.MostTries(cell)}";
        }

        if (ending.Logins > Expectation.MostLogins(cell))
        {
            yield return $"it asks for {ending.Logins} logins";
        }

        // Expired is what such keys are by the clock of this machine; the warning says what is wrong.
        if (ending.IsDone && !(cell.Fault.IsSkew && HasClockWarning(world)))
        {
            foreach (string complaint in cell.Command.Find(world))
            {
                yield return complaint;
            }
        }

        if (cell.Command.EndsLogin && cell.Fault.Kind is not (FaultKind.Harmless or FaultKind.Unauthorized) && world.Log.Warnings.IsEmpty)
        {
            yield return "it does not say that AWS was not told";
        }
    }

    /// <summary>Without the fault the command does what it is for, after a login where one is needed.</summary>
    private void RunAgain(World world)
    {
        world.Portal.Forget();
        bool needsLogin = world.Tokens.Read(World.Alias).Token is not { } token
            || (!token.IsValid(world.Time.GetUtcNow(), TimeSpan.Zero) && !token.IsRefreshable(world.Time.GetUtcNow()));
        List<Command> next = cell.Command.Removes ? [] : needsLogin ? [CommandList.Login, cell.Command] : [cell.Command];
        foreach (Command command in next)
        {
            Ending? ending = RunCommand(world, command);
            if (ending is not { IsDone: true })
            {
                _complaints.Add($"{command} without the fault ends with {ending?.Id}");
            }
            else if (!cell.Fault.IsSkew)
            {
                _complaints.AddRange(command.Find(world).Select(c => $"{command} without the fault: {c}"));
            }
        }

        _complaints.AddRange(DiskRules.Whole(new Disk(world)));
    }

    private Ending? RunCommand(World world, Command command)
    {
        world.BeginCommand();
        LeappException? thrown = null;
        DateTimeOffset begun = world.Time.GetUtcNow();
        try
        {
            if (!idleness.Run(() => command.RunAsync(world), world.Time))
            {
                _complaints.Add($"{command} hangs");
                return null;
            }
        }
        catch (LeappException failure)
        {
            thrown = failure;
        }
        catch (Exception unexpected) when (unexpected is not Xunit.Sdk.XunitException)
        {
            _complaints.Add($"{command} ends with {unexpected.GetType().Name}: {unexpected.Message}");
            return null;
        }

        LeappException[] failures = [.. thrown is null ? [] : (LeappException[])[thrown], .. world.Log.Failures];
        _complaints.AddRange(TextRules.Find(world.Log, failures));
        return new Ending(failures.FirstOrDefault()?.Code.ToString(), world.Time.GetUtcNow() - begun, world.Portal.Count(cell.Call), world.Log.Prompts.Count);
    }

    private static bool HasClockWarning(World world) => world.Log.Warnings.Any(w => w.Contains("The clock of this machine", StringComparison.Ordinal));
}
