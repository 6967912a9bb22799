using System.Collections.Concurrent;
using System.Management.Automation;
using LeappSso.Cmdlets.Loading;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>What every command shares: Ctrl+C, the way from the engine to the pipeline, and errors.</summary>
public abstract class LeappCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the command holds.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <summary>Whether a bar shows that the command is still at work; not where it draws on the terminal itself.</summary>
    private protected virtual bool ShowsProgress => true;

    /// <summary>Runs work of the engine; what it emits and tells reaches the pipeline while it runs.</summary>
    /// <param name="work">Gets the engine, a way to emit an object or the objects of a collection, and the token that ends it.</param>
    /// <param name="terminating">Whether an engine exception ends the command, or is an error among others.</param>
    private protected void Run(Func<LeappEngine, Action<object>, CancellationToken, Task> work, bool terminating = true) =>
        RunPumped((engine, pump, _, token) => work(engine, item => pump.Post(() => WriteObject(item, enumerateCollection: true)), token), terminating);

    /// <summary>Runs work that writes to the pipeline in its own way.</summary>
    /// <param name="work">Gets the engine, the way to the pipeline thread, what it tells to, and the token that ends it.</param>
    /// <param name="terminating">Whether an engine exception ends the command, or is an error among others.</param>
    private protected void RunPumped(Func<LeappEngine, PipelinePump, IEngineLog, CancellationToken, Task> work, bool terminating = true)
    {
        using PipelinePump pump = new(_stop, () => Stopping);
        PipelineLog log = new(this, pump, warning => _warnings.TryAdd(warning, true));
        if (ShowsProgress)
        {
            pump.WhenQuiet(PipelineLog.Patience, log.ShowWaiting);
        }

        LeappException? failure = null;
        try
        {
            LeappEngine engine = EngineFactory.Create(log, HostMode.IsInteractive(Host));
            pump.Run(token => work(engine, pump, log, token));
        }
        catch (LeappException e)
        {
            failure = e;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // Also when a write has thrown because nobody reads any more: else the bar would stay for the rest of the script.
            log.CloseProgress();
            LoadedSdks.LookAgain();
        }

        Report(failure, terminating);
    }

    /// <summary>Runs something quick that needs no waiting.</summary>
    /// <param name="work">Gets the engine.</param>
    /// <param name="terminating">Whether an engine exception ends the command, or is an error among others.</param>
    private protected void Run(Action<LeappEngine, Action<object>> work, bool terminating = true) =>
        Run(
            (engine, emit, _) =>
            {
                work(engine, emit);
                return Task.CompletedTask;
            },
            terminating);

    private void Report(LeappException? failure, bool terminating)
    {
        if (failure is null)
        {
            return;
        }

        if (terminating)
        {
            ThrowTerminatingError(ErrorTable.ToRecord(failure));
        }

        WriteError(ErrorTable.ToRecord(failure));
    }
}
