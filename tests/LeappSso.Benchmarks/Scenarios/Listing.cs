using System.Globalization;
using LeappSso.Benchmarks.Tools;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>A listing by LeappSso and by its peers: a line of the table of scenarios.</summary>
internal sealed record Listing(string Id, int Accounts, int Roles, int LatencyMs, params Goal[] Goals) : IScenario
{
    /// <summary>The limit of the portal; null: none.</summary>
    public Throttle? Throttle { get; init; }

    /// <summary>The limit from the middle on, when half of the calls were answered.</summary>
    public Throttle? Later { get; init; }

    /// <summary>Rules of faults, as the emulator takes them.</summary>
    public object[] Faults { get; init; } = [];

    /// <summary>What the faults are, in words.</summary>
    public string? FaultText { get; init; }

    /// <summary>Integrations of the portal, each mapped by a process of its own, all at once.</summary>
    public string[] Integrations { get; init; } = ["acme"];

    /// <summary>How often LeappSso runs, and the baseline in turn with it.</summary>
    public int Rounds { get; init; } = 1;

    public ITool? Baseline { get; init; }

    /// <summary>Tools that run once.</summary>
    public ITool[] Peers { get; init; } = [];

    /// <summary>Whether the 429 answers may be 5 % of the needed calls at most, or 20.</summary>
    public bool BoundsRefusals { get; init; }

    /// <summary>Whether the picture shows it.</summary>
    public bool IsDrawn { get; init; }

    public string[] EmulatorArguments(int accounts) =>
        ["--accounts", Text(accounts), "--roles", Text(Roles), "--latency-ms", Text(LatencyMs)];

    /// <summary>Its name in words.</summary>
    public string Describe(int accounts) => string.Join(", ", new[]
    {
        $"{accounts:N0} accounts x {Roles} roles",
        $"{LatencyMs} ms",
        Throttle?.ToString() ?? FaultText ?? "no throttle",
        Later is null ? "" : $"from the middle on {Later}",
        Integrations.Length == 1 ? "" : $"{Integrations.Length} processes at once with an integration each",
    }.Where(part => part.Length > 0));

    public Task<Outcome> RunAsync(Bench bench) => new ListingRun(this, bench).RunAsync();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
