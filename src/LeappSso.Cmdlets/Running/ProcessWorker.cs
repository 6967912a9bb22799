using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LeappSso.Cmdlets.Loading;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// A worker that is a process of its own, so that its environment variables are. What it is told, keys among it, goes through its
/// standard input.
/// </summary>
internal sealed class ProcessWorker : Worker
{
    /// <summary>How long a worker that has nothing more to do may take to put itself in order.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_openTime = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _death = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PwshProcess _pwsh;
    private readonly WorkerSurroundings _surroundings;

    private ProcessWorker(PwshProcess pwsh, WorkerSurroundings surroundings)
        : base(pwsh.Runspace)
    {
        _pwsh = pwsh;
        pwsh.Process.EnableRaisingEvents = true;
        pwsh.Process.Exited += (_, _) => _death.TrySetResult();
        _surroundings = surroundings;
    }

    /// <inheritdoc/>
    protected override string? Location => _surroundings.Location;

    /// <inheritdoc/>
    protected override Task Death => _death.Task;

    /// <inheritdoc/>
    protected override string HowItEnded => _pwsh.ExitCode is { } code ? $" (exit code {code})" : string.Empty;

    /// <summary>Makes a worker that is not started yet.</summary>
    internal static ProcessWorker Create(WorkerSurroundings surroundings)
    {
        PwshProcess pwsh = new();
        ProcessStartInfo start = pwsh.Process.StartInfo;
        if (PwshProgram.Words is [var program, .. var words])
        {
            start.FileName = program;
            for (int index = 0; index < words.Length; index++)
            {
                start.ArgumentList.Insert(index, words[index]);
            }
        }

        start.WorkingDirectory = surroundings.Location;
        foreach ((string name, string? value) in SessionVariables.Without(name => start.Environment.TryGetValue(name, out string? found) ? found : null, surroundings.Variables))
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["PSModulePath"] = surroundings.ModulePath;
        return new ProcessWorker(pwsh, surroundings);
    }

    /// <inheritdoc/>
    internal override async Task OpenAsync(IReadOnlyList<string> modules, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await PrepareAsync(modules, cancellationToken).ConfigureAwait(false);
        if (_surroundings.LanguageMode != PSLanguageMode.FullLanguage)
        {
            await SetUpAsync(
                shell => shell.AddScript(WorkerScript.Restrict).AddParameter("Mode", _surroundings.LanguageMode.ToString()), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    internal override async Task EndAsync()
    {
        if (!IsBroken && Runspace.RunspaceAvailability == RunspaceAvailability.Available)
        {
            Task closed = BecomeAsync(RunspaceState.Closed);
            Runspace.CloseAsync();
            await Task.WhenAny(closed, Death, Task.Delay(s_farewell)).ConfigureAwait(false);
        }

        _pwsh.Kill();
        if (Runspace.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
        {
            _pwsh.Dispose();
        }
        else
        {
            // PowerShell waits up to a minute for an answer of a process that is gone; nobody has to wait with it.
            _ = Task.Factory.StartNew(_pwsh.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    protected override async Task ResetAsync()
    {
        await base.ResetAsync().ConfigureAwait(false);
        if (_surroundings.LanguageMode != PSLanguageMode.FullLanguage)
        {
            // There the script may not do it all.
            Runspace.ResetRunspaceState();
        }
    }

    /// <inheritdoc/>
    protected override LeappException Unusable(Exception reason) => WorkerFailure.NotStarted(reason);

    /// <inheritdoc/>
    protected override async Task<bool> RenewAsync(LeappCredential present, LeappCredential next, CancellationToken cancellationToken)
    {
        // Its own runspace is busy with the block; the process takes a second one, through the pipe that it opens for its owner only.
        Runspace beside = RunspaceFactory.CreateRunspace(new NamedPipeConnectionInfo(_pwsh.Process.Id) { OpenTimeout = (int)s_openTime.TotalMilliseconds });
        Task open = Task.Factory.StartNew(beside.Open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await open.WaitAsync(cancellationToken).ConfigureAwait(false);
            using PowerShell shell = PowerShell.Create();
            shell.Runspace = beside;
            shell.AddScript(WorkerScript.Renew).AddParameter("Variables", WorkerScript.Table(next)).AddParameter("Present", present.AccessKeyId);
            await Task.Factory.FromAsync(shell.BeginInvoke(), shell.EndInvoke).WaitAsync(cancellationToken).ConfigureAwait(false);
            return !shell.HadErrors;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _ = open.ContinueWith(
                ended =>
                {
                    _ = ended.Exception;
                    beside.Dispose();
                },
                TaskScheduler.Default);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        Task opened = BecomeAsync(RunspaceState.Opened);
        Runspace.OpenAsync();
        try
        {
            await opened.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException slow)
        {
            throw WorkerFailure.NotStarted(slow);
        }
    }

    private Task BecomeAsync(RunspaceState wanted)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Runspace.StateChanged += (_, e) =>
        {
            if (e.RunspaceStateInfo.State == wanted)
            {
                reached.TrySetResult();
            }
            else if (e.RunspaceStateInfo.State is RunspaceState.Broken or RunspaceState.Closed)
            {
                reached.TrySetException(WorkerFailure.NotStarted(e.RunspaceStateInfo.Reason));
            }
        };
        return reached.Task;
    }
}
