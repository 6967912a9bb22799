using System.Management.Automation.Runspaces;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// A worker on another machine: an open remoting session over SSH, which belongs to the user and stays open. Keys travel in its channel
/// and lie in the memory of the process there.
/// </summary>
internal sealed class RemoteWorker(PSSession session) : Worker(session.Runspace)
{
    /// <summary>Refuses what cannot be a worker.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.WorkerFailed"/>.</exception>
    internal static void Check(PSSession session)
    {
        if (session.Runspace.ConnectionInfo?.GetType().Name is not "SSHConnectionInfo")
        {
            throw new LeappException(
                LeappErrorCode.WorkerFailed,
                $"The remoting session '{session.Name}' is not over SSH, so keys are not sent through it. Open one with New-PSSession -HostName.",
                session);
        }

        if (session.Runspace.RunspaceStateInfo.State != RunspaceState.Opened || session.Runspace.RunspaceAvailability != RunspaceAvailability.Available)
        {
            throw new LeappException(
                LeappErrorCode.WorkerFailed,
                $"The remoting session '{session.Name}' to {session.ComputerName} is {session.Runspace.RunspaceStateInfo.State} and"
                + $" {session.Runspace.RunspaceAvailability}; it must be open and idle.",
                session);
        }
    }

    /// <inheritdoc/>
    internal override bool IsBorrowed => true;

    /// <inheritdoc/>
    internal override Task OpenAsync(IReadOnlyList<string> modules, CancellationToken cancellationToken)
    {
        Check(session);
        return PrepareAsync(modules, cancellationToken);
    }

    /// <inheritdoc/>
    internal override async Task EndAsync()
    {
        if (!IsBroken && Runspace.RunspaceAvailability == RunspaceAvailability.Available)
        {
            try
            {
                await RunOursAsync(shell => shell.AddScript(WorkerScript.Forget), CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // It was lost after its work, with what there was to forget.
            }
        }
    }

    /// <inheritdoc/>
    protected override LeappException Unusable(Exception reason) => WorkerFailure.NotUsable(session, reason);

    /// <inheritdoc/>
    protected override Task<bool> RenewAsync(LeappCredential present, LeappCredential next, CancellationToken cancellationToken) => Task.FromResult(false);
}
