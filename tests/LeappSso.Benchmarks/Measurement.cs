using System.Text.Json.Serialization;

namespace LeappSso.Benchmarks;

/// <summary>What one run of a tool found and took. A tool prints it as a line of JSON; what the emulator saw is added to it.</summary>
/// <param name="Sessions">How many sessions it found.</param>
/// <param name="Accounts">Of how many accounts.</param>
/// <param name="Total">Seconds to its end.</param>
/// <param name="First">Seconds to its first session.</param>
/// <param name="PeakMegabytes">The largest resident set of the process.</param>
/// <param name="Failure">Why it did not come to its end.</param>
internal sealed record Measurement(
    int Sessions,
    int Accounts,
    double Total,
    double First,
    double PeakMegabytes,
    string? Failure = null)
{
    /// <summary>What the emulator counted meanwhile.</summary>
    [JsonIgnore]
    public PortalCounts Portal { get; init; } = new(0, 0, 0, 0);

    /// <summary>Seconds that the throttle leaves to a perfect client; NaN without a throttle.</summary>
    [JsonIgnore]
    public double Ideal { get; init; } = double.NaN;

    public static Measurement Failed(string reason) => new(0, 0, double.NaN, double.NaN, double.NaN, reason);
}
