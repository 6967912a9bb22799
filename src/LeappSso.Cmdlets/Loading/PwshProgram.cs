using System.Management.Automation;

namespace LeappSso.Cmdlets.Loading;

/// <summary>The program that starts this PowerShell. It may be hosted by another one, or run by dotnet, as the dotnet tool is.</summary>
internal static class PwshProgram
{
    /// <summary>The program and what comes before its own arguments; empty where there is none.</summary>
    internal static string[] Words { get; } = Find();

    private static string[] Find()
    {
        string home = Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!;
        string? process = Environment.ProcessPath;
        string own = Path.Combine(home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        string managed = Path.Combine(home, "pwsh.dll");
        if (File.Exists(own))
        {
            return [own];
        }

        if (File.Exists(managed) && Path.GetFileNameWithoutExtension(process) == "dotnet")
        {
            return [process!, managed];
        }

        return Path.GetFileNameWithoutExtension(process) == "pwsh" ? [process!] : [];
    }
}
