namespace LeappSso.Reliability.Tests;

/// <summary>How much is tried: all of it for the figures in docs/reliability.md, or a part that every test run can afford.</summary>
internal static class Form
{
    /// <summary>Whether all of it is tried: the variable <c>LEAPPSSO_RELIABILITY</c> is <c>full</c>.</summary>
    internal static bool IsFull { get; } = Environment.GetEnvironmentVariable("LEAPPSSO_RELIABILITY") == "full";

    /// <summary>The number that fits the form.</summary>
    internal static int Of(int full, int brief) => IsFull ? full : brief;
}
