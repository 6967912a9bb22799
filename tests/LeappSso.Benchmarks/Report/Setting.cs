using System.Runtime.InteropServices;
using LeappSso.Benchmarks.Tools;

namespace LeappSso.Benchmarks.Report;

/// <summary>Where and with what was measured.</summary>
internal static class Setting
{
    public static async Task<string> DescribeAsync(BenchArguments arguments, IEnumerable<string> peers)
    {
        string module = Path.GetFileName(Directory.GetDirectories(Path.Combine(arguments.Root, "out", "LeappSso"))[0]);
        string pwsh = await InstalledProgram.RunAsync(arguments.Pwsh[0], [.. arguments.Pwsh[1..], "-NoProfile", "-Command", "\"$($PSVersionTable.PSVersion)\""]);
        string versions = string.Join(", ", new[] { $"LeappSso {module} in PowerShell {pwsh}" }.Concat(peers.Order(StringComparer.OrdinalIgnoreCase)));
        return $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, the emulator on the same machine. {versions}.";
    }
}
