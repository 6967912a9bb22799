using System.Management.Automation;
using System.Management.Automation.Remoting;
using System.Management.Automation.Runspaces;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Running;

/// <summary>A PowerShell elsewhere that runs blocks, one after the other, each with the variables of its session only.</summary>
internal abstract class Worker(Runspace runspace)
{
    /// <summary>How long a worker may take to start and to do what comes around a block, however busy the machine is.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long a block that was told to stop may take.</summary>
    private static readonly TimeSpan s_stopTime = TimeSpan.FromMilliseconds(400);

    private static readonly Task s_never = new TaskCompletionSource().Task;

    private bool _isLost;
    private bool _isLeftBehind;

    /// <summary>Whether it can run no more.</summary>
    internal bool IsBroken => _isLost || Runspace.RunspaceStateInfo.State != RunspaceState.Opened || Death.IsCompleted;

    protected Runspace Runspace { get; } = runspace;

    /// <summary>Whether it is the user's: it stays when the command ends, and no other one takes its place when it is lost.</summary>
    internal virtual bool IsBorrowed => false;

    /// <summary>Gets it ready.</summary>
    /// <param name="modules">What it imports.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal abstract Task OpenAsync(IReadOnlyList<string> modules, CancellationToken cancellationToken);

    /// <summary>Ends it, whatever it is doing.</summary>
    internal abstract Task EndAsync();

    /// <summary>Runs a block with a session.</summary>
    /// <param name="block">The block.</param>
    /// <param name="session">The session.</param>
    /// <param name="credential">Its keys.</param>
    /// <param name="keys">Where newer ones come from.</param>
    /// <param name="output">Gets what the block gives.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task RunAsync(
        Block block, LeappSession session, LeappCredential credential, ISessionKeys keys, SessionOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(session, credential, cancellationToken).ConfigureAwait(false);
            using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task renewal = KeyRenewal.RunAsync(session, credential, keys, RenewAsync, output, ended.Token);
            try
            {
                await RunAsync(block.AddTo, output.Attach, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await ended.CancelAsync().ConfigureAwait(false);
                await renewal.ConfigureAwait(false);
            }
        }
        catch (RuntimeException failure) when (!IsLoss(failure))
        {
            output.Fail(failure.ErrorRecord);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _isLost = true;
            throw WorkerFailure.Ended(session, HowItEnded, failure);
        }
        finally
        {
            await TryResetAsync(output).ConfigureAwait(false);
        }
    }

    private async Task TryResetAsync(SessionOutput output)
    {
        if (IsBroken)
        {
            return;
        }

        try
        {
            await ResetAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever the block has done to it, it serves no other session.
            _isLost = true;
            if (IsBorrowed)
            {
                output.Warn("the variables of the remoting session could not be put back, so the keys of this session may still be in it. Remove it: Remove-PSSession.");
            }
        }
    }

    /// <summary>Whether a failure is of the worker, not of what runs in it.</summary>
    private bool IsLoss(RuntimeException failure) =>
        failure is PSRemotingTransportException or PSRemotingDataStructureException || (failure is not PipelineStoppedException && IsBroken);

    /// <summary>Ends when it has ended by itself.</summary>
    protected virtual Task Death => s_never;

    /// <summary>What is known of its end, beginning with a blank; empty if nothing is.</summary>
    protected virtual string HowItEnded => string.Empty;

    /// <summary>Where blocks begin; null to leave it as it is.</summary>
    protected virtual string? Location => null;

    /// <summary>Says that it cannot be used.</summary>
    protected abstract LeappException Unusable(Exception reason);

    /// <summary>Puts newer keys into the variables while a block runs.</summary>
    protected abstract Task<bool> RenewAsync(LeappCredential present, LeappCredential next, CancellationToken cancellationToken);

    /// <summary>Makes it as it was before the block.</summary>
    protected virtual Task ResetAsync() => RunOursAsync(shell => shell.AddCommand(WorkerScript.End), CancellationToken.None);

    /// <summary>Gets it ready for blocks.</summary>
    protected async Task PrepareAsync(IReadOnlyList<string> modules, CancellationToken cancellationToken)
    {
        await SetUpAsync(shell => shell.AddScript(WorkerScript.Define), cancellationToken).ConfigureAwait(false);
        if (modules.Count == 0)
        {
            return;
        }

        try
        {
            await RunAsync(shell => shell.AddScript(WorkerScript.Import).AddParameter("Module", modules.ToArray()), null, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw WorkerFailure.NotImported(modules, failure);
        }
    }

    /// <summary>Runs what must have run in it before any block.</summary>
    protected async Task SetUpAsync(Action<PowerShell> add, CancellationToken cancellationToken)
    {
        try
        {
            await RunOursAsync(add, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _isLost = true;
            throw Unusable(failure);
        }
    }

    /// <summary>Runs something of ours in it, which takes no time of note.</summary>
    protected async Task RunOursAsync(Action<PowerShell> add, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!_isLeftBehind)
        {
            limit.CancelAfter(Patience);
        }

        try
        {
            await RunAsync(add, null, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _isLost = true;
            throw new RemoteException("It does not answer.");
        }
    }

    /// <summary>Runs something in it.</summary>
    /// <param name="add">Puts it into the shell.</param>
    /// <param name="attach">Takes its output; null where it has none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    protected async Task RunAsync(Action<PowerShell> add, Func<PowerShell, PSDataCollection<PSObject>>? attach, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PowerShell shell = PowerShell.Create();
        shell.Runspace = Runspace;
        add(shell);
        PSDataCollection<PSObject> output = attach?.Invoke(shell) ?? [];
        PSDataCollection<PSObject> nothing = [];
        nothing.Complete();
        Task run = Task.Factory.FromAsync(shell.BeginInvoke(nothing, output), shell.EndInvoke);
        TaskCompletionSource late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() =>
        {
            _ = Task.Delay(s_stopTime, CancellationToken.None).ContinueWith(_ => late.TrySetResult(), TaskScheduler.Default);
            Stop(shell);
        }))
        {
            if (await Task.WhenAny(run, late.Task, Death).ConfigureAwait(false) == Death)
            {
                // What it still wrote is on its way; that it has ended, PowerShell may never notice.
                await Task.WhenAny(run, Task.Delay(s_stopTime, CancellationToken.None)).ConfigureAwait(false);
            }
        }

        if (!run.IsCompleted)
        {
            // To dispose of the shell would wait for it; it goes with the worker. One that is not ours is put in order when it is free.
            _isLeftBehind = true;
            _isLost |= !IsBorrowed;
            cancellationToken.ThrowIfCancellationRequested();
            throw new RemoteException("The worker has ended.");
        }

        try
        {
            await run.ConfigureAwait(false);
            if (attach is null && shell.Streams.Error is [var error, ..])
            {
                // What is ours either works or is told: no block runs without the variables of its session.
                throw new RemoteException(error.ToString(), error.Exception);
            }
        }
        catch (PipelineStoppedException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            shell.Dispose();
        }
    }

    private Task BeginAsync(LeappSession session, LeappCredential credential, CancellationToken cancellationToken) => RunOursAsync(
        shell => shell.AddCommand(WorkerScript.Begin)
            .AddParameter("Variables", WorkerScript.Table(credential))
            .AddParameter("Rivals", SessionVariables.Rivals.ToArray())
            .AddParameter("Location", Location)
            .AddParameter("Session", session),
        cancellationToken);

    private static void Stop(PowerShell shell)
    {
        try
        {
            shell.BeginStop(null, null);
        }
        catch (Exception)
        {
            // It cannot be told, as the worker is gone; whoever waits for it has a limit.
        }
    }
}
