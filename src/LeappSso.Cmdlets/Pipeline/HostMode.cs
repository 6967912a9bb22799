using System.Management.Automation.Host;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Whether there is a person at this PowerShell.</summary>
internal static class HostMode
{
    /// <summary>The name of the host behind a job or remoting.</summary>
    internal const string Remote = "ServerRemoteHost";

    /// <summary>The name of the host of a runspace that was given none: a thread job, ForEach-Object -Parallel, a program with PowerShell in it.</summary>
    private const string None = "Default Host";

    /// <summary>
    /// Not with -NonInteractive, which the host's API does not tell, so the command line is read by pwsh's rules (any prefix down
    /// to -noni, with '-', '--' or '/'); not behind a job or remoting; and not without a host: there the keys belong to another runspace.
    /// </summary>
    internal static bool IsInteractive(PSHost host) =>
        host.Name is not (Remote or None) && !Environment.GetCommandLineArgs().Skip(1).TakeWhile(a => !EndsOptions(a)).Any(IsNonInteractive);

    /// <summary>Why nothing can be picked on the screen; null where a person is at a terminal.</summary>
    internal static string? TerminalObstacle(PSHost host) =>
        host.Name == Remote ? "this is a job or a remote PowerShell"
        : host.Name == None ? "this is a thread job or a runspace without a host of its own"
        : !IsInteractive(host) ? "PowerShell was started with -NonInteractive"
        : host.UI?.RawUI is null ? "this PowerShell has no screen"
        : Console.IsInputRedirected ? "the input is redirected"
        : Console.IsOutputRedirected ? "the output is redirected"
        : Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not ("false" or "0") ? "the variable CI says that this is a build server"
        : Environment.GetEnvironmentVariable("TERM") is "dumb" || (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("TERM") is null or "")
            ? "the variable TERM says that this terminal can only write line by line"
        : null;

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
