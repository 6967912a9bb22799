using System.Text;

namespace LeappSso.CredentialProcess;

/// <summary>
/// The helper where there is no native one: a script that lets PowerShell do the same with a copy of the module. Paths reach
/// PowerShell by variables, so that nothing in them can be code.
/// </summary>
/// <param name="source">What it is made from.</param>
/// <param name="helperFolder">The folder in which it lies.</param>
/// <param name="module">The name of the folder of the copy of the module.</param>
internal sealed class PwshScript(HelperSource source, string helperFolder, string module)
{
    private const string Usage = "wrong usage. It is called with the id of one session: leappsso-credential alias/accountId/roleName";

    // PowerShell would write warnings to the standard output.
    private const string Ask =
        "$ErrorActionPreference = 'Stop'; $ProgressPreference = $WarningPreference = 'SilentlyContinue'; $told = @(); "
        + "try { Import-Module $env:LEAPPSSO_HELPER_MODULE; "
        + "$keys = Get-LeappCredential $env:LEAPPSSO_HELPER_SESSION -Format CredentialProcess -WarningVariable told; "
        + "foreach ($line in $told) { [Console]::Error.WriteLine('leappsso-credential: warning: ' + $line) }; "
        + "[Console]::Out.WriteLine($keys); exit 0 } "
        + "catch { $id = ($_.FullyQualifiedErrorId -split ',')[0]; $text = $_.Exception.Message -replace '\\s*[\\r\\n]+\\s*', ' '; "
        + "[Console]::Error.WriteLine('leappsso-credential: ' + $id + ': ' + $text); exit 1 }";

    private const string Switches = "-NoLogo -NoProfile -NonInteractive -Command";

    /// <summary>The script for this platform.</summary>
    internal byte[] Content() => Encoding.UTF8.GetBytes(OperatingSystem.IsWindows() ? ForCmd() : ForShell());

    /// <summary>For <c>/bin/sh</c>.</summary>
    internal string ForShell()
    {
        string workspace = Path.GetDirectoryName(helperFolder)!;
        string manifest = $"{helperFolder}/module/{module}/LeappSso.psd1";
        string there = string.Join(" && ", source.Pwsh.Select((part, index) => $"[ {(index == 0 ? "-x" : "-f")} {Quoted(part)} ]"));
        string gone = $"MethodNotAvailable: PowerShell is no longer at {source.Pwsh[^1]}. Activate the session again from PowerShell.";
        return $$"""
            #!/bin/sh
            # Written by LeappSso {{source.ModuleVersion}}, which writes it anew when the module changes.
            refuse() { printf 'leappsso-credential: %s\n' "$1" >&2; exit "$2"; }
            if [ "$#" -ne 1 ]; then refuse {{Quoted(Usage)}} 2; fi
            case $1 in
                --version) echo {{source.ModuleVersion}}; exit 0 ;;
                ''|-*) refuse {{Quoted(Usage)}} 2 ;;
            esac
            if [ -f {{Quoted(workspace + "/workspace.json")}} ]; then
                LEAPPSSO_HOME={{Quoted(workspace)}}
                export LEAPPSSO_HOME
            fi
            LEAPPSSO_HELPER_MODULE={{Quoted(manifest)}}
            LEAPPSSO_HELPER_SESSION=$1
            export LEAPPSSO_HELPER_MODULE LEAPPSSO_HELPER_SESSION
            if {{there}}; then set -- {{string.Join(' ', source.Pwsh.Select(Quoted))}}
            elif command -v pwsh >/dev/null 2>&1; then set -- pwsh
            else refuse {{Quoted(gone)}} 1
            fi
            exec "$@" {{Switches}} {{Quoted(Ask)}}

            """;
    }

    /// <summary>
    /// For <c>cmd.exe</c>. A batch file is read in the code page of the machine, so no path stands in it but that of PowerShell, and that
    /// only in ASCII.
    /// </summary>
    internal string ForCmd()
    {
        string program = source.Pwsh.All(part => Ascii.IsValid(part))
            ? string.Join(' ', source.Pwsh.Select(part => $"\"{InCmd(part)}\""))
            : "pwsh.exe";
        string[] lines =
        [
            "@echo off",
            $"rem Written by LeappSso {source.ModuleVersion}, which writes it anew when the module changes.",
            "setlocal DisableDelayedExpansion",
            $"if \"%*\"==\"--version\" (echo {source.ModuleVersion}& exit /b 0)",
            $"if \"%~1\"==\"\" (echo leappsso-credential: {Usage}>&2& exit /b 2)",
            "if exist \"%~dp0..\\workspace.json\" for %%I in (\"%~dp0..\") do set \"LEAPPSSO_HOME=%%~fI\"",
            $"set \"LEAPPSSO_HELPER_MODULE=%~dp0module\\{module}\\LeappSso.psd1\"",
            // As %1 an id would end at a comma or '='.
            "set \"LEAPPSSO_HELPER_SESSION=%*\"",
            $"{program} {Switches} \"{InCmd(Ask)}\"",
            "exit /b %ERRORLEVEL%",
            string.Empty,
        ];
        return string.Join("\r\n", lines);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string InCmd(string text) => text.Replace("%", "%%", StringComparison.Ordinal);
}
