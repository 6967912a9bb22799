using System.Threading.Channels;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Running;

/// <summary>Runs a block with many sessions, side by side in workers, which are used again as they get free.</summary>
/// <param name="block">The block.</param>
/// <param name="workers">Makes the worker of each place, and another one when it has broken.</param>
/// <param name="modules">What workers import.</param>
/// <param name="output">Makes the output of a session.</param>
/// <param name="log">Gets the progress.</param>
internal sealed class FanOut(
    Block block, IReadOnlyList<Func<Worker>> workers, IReadOnlyList<string> modules, Func<LeappSession, SessionOutput> output, IEngineLog log)
{
    // Those whose keys are there. Complete when none is left to begin with: one may be given back before.
    private readonly Channel<LeappSession> _ready = Channel.CreateBounded<LeappSession>(workers.Count);
    private volatile bool _hasOpened;
    private int _places;
    private int _left;

    /// <summary>Runs the block with each session. What fails for one does not stop the others.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="keys">Gives their keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(IReadOnlyList<LeappSession> sessions, ISessionKeys keys, CancellationToken cancellationToken)
    {
        RunCount count = new(sessions.Count, log);
        _places = Math.Min(workers.Count, sessions.Count);
        _left = sessions.Count;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] running =
        [
            FetchAsync(sessions, keys, count, stop.Token),
            .. workers.Take(sessions.Count).Select(create => WorkAsync(create, keys, count, stop.Token)),
        ];
        try
        {
            foreach (Task task in running)
            {
                _ = task.ContinueWith(_ => stop.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            await Task.WhenAll(running).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gets keys a little ahead of the workers.</summary>
    private async Task FetchAsync(IReadOnlyList<LeappSession> sessions, ISessionKeys keys, RunCount count, CancellationToken cancellationToken)
    {
        ParallelOptions side = new() { MaxDegreeOfParallelism = workers.Count, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(sessions, side, async (session, token) =>
        {
            try
            {
                await keys.GetAsync(session, token).ConfigureAwait(false);
                await _ready.Writer.WriteAsync(session, token).ConfigureAwait(false);
            }
            catch (LeappException failure)
            {
                output(session).Fail(Pipeline.ErrorTable.ToRecord(failure));
                count.Ended(failed: true);
                Begin();
            }
        }).ConfigureAwait(false);
    }

    private async Task WorkAsync(Func<Worker> create, ISessionKeys keys, RunCount count, CancellationToken cancellationToken)
    {
        Worker? worker = null;
        try
        {
            await foreach (LeappSession session in _ready.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                worker ??= await OpenAsync(create, cancellationToken).ConfigureAwait(false);
                if (worker is null)
                {
                    await _ready.Writer.WriteAsync(session, cancellationToken).ConfigureAwait(false);
                    return;
                }

                Begin();
                count.Ended(await RunAsync(worker, session, keys, cancellationToken).ConfigureAwait(false));
                if (!worker.IsBroken)
                {
                    continue;
                }

                await worker.EndAsync().ConfigureAwait(false);
                if (!worker.IsBorrowed)
                {
                    worker = null;
                }
                else if (MayRetire() || !await _ready.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
                else
                {
                    throw WorkerFailure.NoneLeft();
                }
            }
        }
        finally
        {
            if (worker is not null)
            {
                await worker.EndAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs the block with one session.</summary>
    /// <returns>Whether it gave an error.</returns>
    private async Task<bool> RunAsync(Worker worker, LeappSession session, ISessionKeys keys, CancellationToken cancellationToken)
    {
        SessionOutput taker = output(session);
        try
        {
            // Kept ones, unless they have aged while they waited for a worker.
            LeappCredential credential = await keys.GetAsync(session, cancellationToken).ConfigureAwait(false);
            await worker.RunAsync(block, session, credential, keys, taker, cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException failure)
        {
            taker.Fail(Pipeline.ErrorTable.ToRecord(failure));
        }

        return taker.HasErrors;
    }

    /// <summary>Gets a worker ready; null where there is none for this place, and others do its work.</summary>
    private async Task<Worker?> OpenAsync(Func<Worker> create, CancellationToken cancellationToken)
    {
        Worker worker = create();
        try
        {
            await worker.OpenAsync(modules, cancellationToken).ConfigureAwait(false);
            _hasOpened = true;
            return worker;
        }
        catch (Exception failure)
        {
            await worker.EndAsync().ConfigureAwait(false);
            // Where no process could be started yet, it is the same trouble for all.
            if (failure is not LeappException told || !(_hasOpened || worker.IsBorrowed) || !MayRetire())
            {
                throw;
            }

            log.Warning($"{told.Message} The other workers take its sessions.");
            return null;
        }
    }

    /// <summary>Whether a place may be left without a worker: not the last one.</summary>
    private bool MayRetire() => Interlocked.Decrement(ref _places) > 0;

    /// <summary>One session less is left to begin with.</summary>
    private void Begin()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _ready.Writer.Complete();
        }
    }
}
