using LeappSso.Benchmarks.Scenarios;

namespace LeappSso.Benchmarks.Report;

/// <summary>One group of bars in the picture: what each tool took in one scenario.</summary>
/// <param name="Title">The scenario.</param>
/// <param name="Ideal">The seconds of a perfect client, NaN where there is no throttle.</param>
/// <param name="Bars">The tools, ours first.</param>
internal sealed record Panel(string Title, double Ideal, IReadOnlyList<Bar> Bars)
{
    public static Panel Of(string title, Goal goal, Series ours, IEnumerable<Series> peers) => new(
        title,
        ours.Median(m => m.Ideal),
        [
            Bar.Of(ours, goal, true),
            .. peers.Select(p => Bar.Of(p, goal, false)).OrderBy(b => b.Failure is not null).ThenBy(b => b.Lost > 0).ThenBy(b => b.Seconds),
        ]);
}

/// <summary>A tool's time, and what it did not find.</summary>
internal sealed record Bar(string Tool, double Seconds, int Lost, string? Failure, bool IsOurs)
{
    public static Bar Of(Series series, Goal goal, bool isOurs) =>
        new(series.Name, series.Median(goal.Value), series.Lost, series.Failure, isOurs);

    public string Text => (Failure, Lost) switch
    {
        ({ }, _) => "fails",
        (_, > 0) => $"{Seconds:0.0} s, {Lost} accounts lost",
        _ => $"{Seconds:0.0} s",
    };
}
