namespace LeappSso.Benchmarks.Scenarios;

/// <summary>The runs of one tool in one scenario.</summary>
internal sealed class Series(string name, int accounts)
{
    private readonly List<Measurement> _runs = [];

    public string Name => name;

    public int Accounts => accounts;

    /// <summary>Why a run did not come to its end, if one did not.</summary>
    public string? Failure => _runs.Select(r => r.Failure).FirstOrDefault(f => f is not null);

    /// <summary>Accounts that are missing in the worst run.</summary>
    public int Lost => accounts - _runs.Min(r => r.Accounts);

    /// <summary>The run with the most 429 answers.</summary>
    public PortalCounts MostRefused => _runs.Select(r => r.Portal).MaxBy(p => p.Refused)!;

    public int Logins => _runs.Max(r => r.Portal.Logins);

    public void Add(Measurement run) => _runs.Add(run);

    public double Median(Func<Measurement, double> value) => _runs.Select(value).Median();
}

internal static class Medians
{
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
