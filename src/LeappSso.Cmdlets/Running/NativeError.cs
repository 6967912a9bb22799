using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// What native programs write to their standard error, which PowerShell gives as error records, although it need not be an error: AWS CLI
/// and Terraform tell their progress there.
/// </summary>
internal static class NativeError
{
    private const string Id = "NativeCommandError";

    /// <summary>Whether a record is such a line.</summary>
    internal static bool Is(ErrorRecord error) => error.FullyQualifiedErrorId.StartsWith(Id, StringComparison.Ordinal);

    /// <summary>Whether there is nothing in the line, for which PowerShell would show the category of an error.</summary>
    internal static bool IsBlank(ErrorRecord error) => string.IsNullOrWhiteSpace((error.TargetObject ?? error.Exception.Message).ToString());

    /// <summary>Writes it as an error; where an error would end the command, as text in the host.</summary>
    internal static void Write(PSCmdlet cmdlet, LeappSessionError error, Action<LeappSessionError> write)
    {
        if (Stops(cmdlet))
        {
            cmdlet.Host.UI.WriteErrorLine(error.ToString());
        }
        else
        {
            write(error);
        }
    }

    private static bool Stops(PSCmdlet cmdlet) =>
        (cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given) ? given : cmdlet.SessionState.PSVariable.GetValue("ErrorActionPreference"))
        is ActionPreference.Stop or "Stop";
}
