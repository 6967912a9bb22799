using System.Runtime.InteropServices;
using LeappSso.Benchmarks.Tools;

namespace LeappSso.Benchmarks.Report;

/// <summary>Where and with what was measured.</summary>
internal sealed record Setting(string Machine, string Versions)
{
    public static async Task<Setting> FindAsync(BenchArguments arguments, IEnumerable<string> peers)
    {
        string module = Path.GetFileName(Directory.GetDirectories(Path.Combine(arguments.Root, "out", "LeappSso"))[0]);
        string pwsh = await InstalledProgram.RunAsync(
            arguments.Pwsh[0], [.. arguments.Pwsh[1..], "-NoProfile", "-Command", "\"$($PSVersionTable.PSVersion)\""]);
        return new Setting(
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, the emulator on the same machine",
            string.Join("; ", peers.Order(StringComparer.OrdinalIgnoreCase).Prepend($"LeappSso {module} in PowerShell {pwsh}")));
    }
}
