using System.Runtime.InteropServices;
using LeappSso.CredentialProcess;

namespace LeappSso.Cmdlets.Loading;

/// <summary>Finds what the helper for <c>credential_process</c> is made from: in the module as it is loaded, and in this process.</summary>
internal static class HelperParts
{
    /// <summary>What there is.</summary>
    internal static HelperSource Find()
    {
        string binaries = Path.GetDirectoryName(typeof(HelperParts).Assembly.Location)!;
        Version version = typeof(HelperParts).Assembly.GetName().Version!;
        string native = Path.Combine(binaries, "helper", Platform, OperatingSystem.IsWindows() ? "leappsso-credential.exe" : "leappsso-credential");
        return new HelperSource(
            Path.GetDirectoryName(binaries)!,
            new Version(version.Major, version.Minor, version.Build),
            File.Exists(native) ? native : null,
            [.. PwshProgram.Words]);
    }

    /// <summary>The platform as .NET names it, without the distribution that some builds of PowerShell add.</summary>
    private static string Platform
    {
        get
        {
            string libc = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : string.Empty;
            string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : $"linux{libc}";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }
}
