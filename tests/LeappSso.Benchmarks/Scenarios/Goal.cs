namespace LeappSso.Benchmarks.Scenarios;

/// <summary>What a goal is compared with.</summary>
internal enum Against
{
    /// <summary>The time that the throttle leaves to a perfect client.</summary>
    Ideal,
    /// <summary>The baseline of the same run.</summary>
    Baseline,
    /// <summary>Nothing: only that all is found.</summary>
    Nothing,
}

/// <summary>A figure of a listing and what it must reach.</summary>
/// <param name="What">Added to the name of the scenario.</param>
/// <param name="Value">The figure of one run.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Against">What it is compared with.</param>
/// <param name="AtMost">The highest ratio that reaches the goal.</param>
internal sealed record Goal(string What, Func<Measurement, double> Value, string Unit, Against Against, double? AtMost)
{
    /// <summary>Whether the time of the whole command is told besides, which also starts, merges and saves.</summary>
    public bool TellsTotal { get; init; }

    /// <summary>From the first request to the last answer, as near to what the throttle permits.</summary>
    public static Goal Wall(double atMost) => new("", m => m.Portal.Wall, "s", Against.Ideal, atMost) { TellsTotal = true };

    public static Goal Total(double atMost) => new(": all sessions", m => m.Total, "s", Against.Baseline, atMost);

    public static Goal First(double atMost) => new(": first session", m => m.First, "s", Against.Baseline, atMost);

    /// <summary>All sessions, whatever it takes.</summary>
    public static Goal Complete { get; } = new("", m => m.Total, "s", Against.Nothing, null);
}
