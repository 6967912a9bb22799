using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Win32;

namespace LeappSso.Import;

/// <summary>
/// The ids that a machine may have had when Leapp ran on it. Leapp takes the first that it finds, but files may have come or gone since.
/// </summary>
internal static class MachineId
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>The ids of this machine, the likeliest first.</summary>
    internal static IEnumerable<string> OfThisMachine() =>
        OperatingSystem.IsWindows() ? FromRegistry()
        : OperatingSystem.IsMacOS() ? InIoRegistry(Ask("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"))
        : OnLinux(FirstLine, Environment.MachineName);

    /// <summary>The ids of a Linux machine.</summary>
    /// <param name="firstLine">Reads the first line of a file; null if there is none.</param>
    /// <param name="hostName">The name of the machine, which stands in for a missing id.</param>
    internal static IEnumerable<string> OnLinux(Func<string, string?> firstLine, string hostName) =>
        new[] { firstLine("/var/lib/dbus/machine-id"), firstLine("/etc/machine-id"), hostName }.Where(id => id is { Length: > 0 }).Select(id => id!).Distinct();

    /// <summary>The id in what <c>ioreg</c> of macOS prints.</summary>
    internal static IEnumerable<string> InIoRegistry(string text) =>
        from line in text.Split('\n')
        where line.Contains("\"IOPlatformUUID\"", StringComparison.Ordinal)
        select line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim().Trim('"');

    private static IEnumerable<string> FromRegistry()
    {
        if (OperatingSystem.IsWindows())
        {
            using RegistryKey machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
            using RegistryKey? key = machine.OpenSubKey(@"SOFTWARE\Microsoft\Cryptography");
            if (key?.GetValue("MachineGuid") is string id)
            {
                yield return id;
            }
        }
    }

    private static string? FirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Ask(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            Task<string> text = process.StandardOutput.ReadToEndAsync();
            // To the end of what it prints, which something that it started could hold open beyond its own.
            if (Task.WaitAny([text], s_patience) == 0)
            {
                // It is there: this only throws what the reading threw, unwrapped.
                return text.GetAwaiter().GetResult();
            }

            process.Kill();
            return string.Empty;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return string.Empty;
        }
    }
}
