using System.Diagnostics;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>A test that needs the program <c>patch</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PatchFactAttribute : FactAttribute
{
    public PatchFactAttribute() => Skip = s_isThere ? null : "patch applies what -WhatIf shows (install it, on Debian: apt-get install patch)";

    private static readonly bool s_isThere = IsThere();

    private static bool IsThere()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("patch", ["--version"]) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
