using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LeappSso.Cmdlets.Running;

/// <summary>What is said of workers that fail.</summary>
internal static class WorkerFailure
{
    internal static LeappException NotStarted(Exception? reason) => new(
        LeappErrorCode.WorkerFailed,
        $"A PowerShell process for the sessions cannot be started: {reason?.Message.TrimEnd('.', ' ', '\n') ?? "it ended at once"}. -ThrottleLimit 1 runs the block in this one.",
        null,
        reason);

    internal static LeappException NotUsable(PSSession session, Exception reason) => new(
        LeappErrorCode.WorkerFailed,
        $"The remoting session '{session.Name}' to {session.ComputerName} cannot be used: {reason.Message.TrimEnd('.', ' ', '\n')}.",
        session,
        reason);

    internal static LeappException NoneLeft() => new(
        LeappErrorCode.WorkerFailed,
        "Every remoting session has been lost, so the block did not run with the sessions that were left.");

    internal static LeappException Ended(LeappSession session, string how, Exception reason) => new(
        LeappErrorCode.WorkerFailed,
        $"The worker ended{how} while the block ran in it, so the work for this session may be half done. The other sessions go on.",
        session,
        reason);

    internal static LeappException NotImported(IEnumerable<string> modules, Exception reason) => new(
        LeappErrorCode.WorkerFailed,
        $"The modules without which the block is not run cannot be imported: {Text(reason)}",
        string.Join(", ", modules),
        reason);

    private static string Text(Exception reason) => (reason as RuntimeException)?.ErrorRecord.ToString() ?? reason.Message;
}
