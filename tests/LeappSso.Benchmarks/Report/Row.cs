namespace LeappSso.Benchmarks.Report;

/// <summary>A row of the table.</summary>
internal sealed record Row(string Scenario, string Ours, string Reference, Ratio Ratio, string Refused = "", string Peers = "")
{
    /// <summary>Marks what does not reach its bound.</summary>
    public const string Missed = "**missed:**";

    public static string Header => "| scenario | LeappSso | ideal or baseline | ratio | 429s | peers |\n| --- | --- | --- | --- | --- | --- |";

    /// <summary>The last line of a text, cut to a length that a cell can take.</summary>
    public static string Short(string text)
    {
        string line = text.Split('\n')[^1].Trim();
        return line.Length <= 80 ? line : line[..80] + "...";
    }

    public override string ToString() =>
        "| " + string.Join(" | ", new[] { Scenario, Ours, Reference, Ratio.ToString(), Refused, Peers }.Select(Cell)) + " |";

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}

/// <summary>A figure by its reference, and the highest ratio that will do.</summary>
internal readonly record struct Ratio(double Value, double? AtMost)
{
    public override string ToString() => (double.IsNaN(Value), AtMost) switch
    {
        (true, _) => "",
        (_, null) => $"{Value:0.00}",
        (_, { } bound) => $"{(Value > bound ? Row.Missed + " " : "")}{Value:0.00} (at most {bound:0.00})",
    };
}
