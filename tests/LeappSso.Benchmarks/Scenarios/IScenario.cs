using LeappSso.Benchmarks.Report;

namespace LeappSso.Benchmarks.Scenarios;

internal interface IScenario
{
    /// <summary>Its short name, by which it is chosen.</summary>
    string Id { get; }

    Task<Outcome> RunAsync(Bench bench);
}

/// <summary>What a scenario adds to the table, and to the picture.</summary>
internal sealed record Outcome(List<Row> Rows, Panel? Panel = null);
