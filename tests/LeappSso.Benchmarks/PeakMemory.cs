using System.Globalization;
using System.Text.RegularExpressions;

namespace LeappSso.Benchmarks;

internal static partial class PeakMemory
{
    public static double OfThisProcess() => OperatingSystem.IsLinux()
        ? double.Parse(HighWater().Match(File.ReadAllText("/proc/self/status")).Groups[1].Value, CultureInfo.InvariantCulture) / 1024
        : Environment.WorkingSet / 1048576.0;

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex HighWater();
}
