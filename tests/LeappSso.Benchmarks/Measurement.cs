using System.Globalization;
using System.Text.RegularExpressions;

namespace LeappSso.Benchmarks;

/// <summary>What one run of a listing took.</summary>
/// <param name="Sessions">How many sessions it found.</param>
/// <param name="Total">Seconds to the last.</param>
/// <param name="First">Seconds to the first.</param>
/// <param name="PeakMegabytes">The largest resident set of the process.</param>
internal sealed record Measurement(int Sessions, double Total, double First, double PeakMegabytes);

internal static partial class PeakMemory
{
    internal static double OfThisProcess() => OperatingSystem.IsLinux()
        ? double.Parse(HighWater().Match(File.ReadAllText("/proc/self/status")).Groups[1].Value, CultureInfo.InvariantCulture) / 1024
        : Environment.WorkingSet / 1048576.0;

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex HighWater();
}
