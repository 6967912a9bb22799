using System.Management.Automation.Host;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Whether there is a person at this PowerShell.</summary>
internal static class HostMode
{
    /// <summary>The name of the host behind a job or remoting.</summary>
    internal const string Remote = "ServerRemoteHost";

    /// <summary>
    /// Not with -NonInteractive, which the host's API does not tell, so the command line is read by pwsh's rules (any prefix down
    /// to -noni, with '-', '--' or '/'); and not behind a job or remoting.
    /// </summary>
    internal static bool IsInteractive(PSHost host) =>
        host.Name != Remote && !Environment.GetCommandLineArgs().Skip(1).TakeWhile(a => !EndsOptions(a)).Any(IsNonInteractive);

    internal static bool IsNonInteractive(string argument)
    {
        string name = NameOf(argument);
        return name.Length >= 4 && "noninteractive".StartsWith(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>After -Command and -File (and their short forms) come the words of a script.</summary>
    internal static bool EndsOptions(string argument)
    {
        string name = NameOf(argument);
        return name.Length >= 1
            && ("command".StartsWith(name, StringComparison.OrdinalIgnoreCase) || "file".StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string NameOf(string argument) => argument.StartsWith('-') || argument.StartsWith('/') ? argument.TrimStart('-', '/') : string.Empty;
}
