using System.Diagnostics;

namespace LeappSso.Secrets.Tests.Support;

/// <summary>Programs of this machine.</summary>
internal static class Programs
{
    internal static bool Find(string name) => OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    internal static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        process.Dispose();
    }
}
