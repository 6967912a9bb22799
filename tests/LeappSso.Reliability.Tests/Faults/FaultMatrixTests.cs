using System.Collections.Concurrent;

namespace LeappSso.Reliability.Tests;

/// <summary>
/// Every command with each of its calls disturbed in every way. Alone, because the clock of a cell goes on when nothing else runs in this
/// process.
/// </summary>
[CollectionDefinition(nameof(FaultMatrixTests), DisableParallelization = true)]
[Collection(nameof(FaultMatrixTests))]
public sealed class FaultMatrixTests
{
    private const int MostShown = 40;

    [Fact]
    public void Every_command_takes_every_fault_of_every_call_as_the_pages_promise()
    {
        ConcurrentQueue<Exception> unobserved = [];
        EventHandler<UnobservedTaskExceptionEventArgs> observe = (_, e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += observe;
        List<string> complaints = [];
        FaultTable table = new();
        Idleness idleness = new();
        using (Template template = new(idleness))
        {
            foreach (Cell cell in Form.IsFull ? Cell.All : Cell.Sample)
            {
                CellRun run = new(cell, template, idleness);
                run.Run();
                complaints.AddRange(run.Complaints.Select(c => $"{cell}: {c}"));
                table.Add(cell, run.Ending);
            }
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= observe;

        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints:\n{string.Join('\n', complaints.Take(MostShown))}");
        Assert.Empty(unobserved);
        if (Form.IsFull)
        {
            ReliabilityPage.Write("faults", table.ToLines());
        }
    }

    [Fact]
    public void The_short_form_tries_every_fault_of_every_call_and_every_command()
    {
        List<Cell> sample = [.. Cell.Sample];

        Assert.Equal(Cell.All.Select(c => (c.Call, c.Fault)).Distinct().Count(), sample.Select(c => (c.Call, c.Fault)).Distinct().Count());
        Assert.Equal(CommandList.All, sample.Select(c => c.Command).Distinct().OrderBy(CommandList.All.ToList().IndexOf));
    }
}
