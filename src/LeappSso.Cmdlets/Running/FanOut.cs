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
    private readonly Channel<Ready> _ready = Channel.CreateBounded<Ready>(workers.Count);
    private volatile bool _hasOpened;
    private int _places;

    /// <summary>Runs the block with each session. What fails for one does not stop the others.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="keys">Gives their keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(IReadOnlyList<LeappSession> sessions, ISessionKeys keys, CancellationToken cancellationToken)
    {
        RunCount count = new(sessions.Count, log);
        _places = Math.Min(workers.Count, sessions.Count);
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
                LeappCredential credential = await keys.GetAsync(session, token).ConfigureAwait(false);
                await _ready.Writer.WriteAsync(new Ready(session, credential), token).ConfigureAwait(false);
            }
            catch (LeappException failure)
            {
                Fail(session, failure);
                count.Ended(failed: true);
            }
        }).ConfigureAwait(false);
        _ready.Writer.Complete();
    }

    private async Task WorkAsync(Func<Worker> create, ISessionKeys keys, RunCount count, CancellationToken cancellationToken)
    {
        Worker? worker = null;
        try
        {
            await foreach (Ready next in _ready.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                SessionOutput taker = output(next.Session);
                try
                {
                    worker ??= await OpenAsync(create, cancellationToken).ConfigureAwait(false);
                    // Kept ones, unless they have aged while they waited for a worker.
                    LeappCredential credential = await keys.GetAsync(next.Session, cancellationToken).ConfigureAwait(false);
                    await worker.RunAsync(block, next.Session, credential, keys, taker, cancellationToken).ConfigureAwait(false);
                }
                catch (LeappException failure) when (worker is not null || MayRetire())
                {
                    taker.Fail(Pipeline.ErrorTable.ToRecord(failure));
                    if (worker is null)
                    {
                        count.Ended(failed: true);
                        return;
                    }
                }

                count.Ended(taker.HasErrors);
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

    private async Task<Worker> OpenAsync(Func<Worker> create, CancellationToken cancellationToken)
    {
        Worker worker = create();
        try
        {
            await worker.OpenAsync(modules, cancellationToken).ConfigureAwait(false);
            _hasOpened = true;
            return worker;
        }
        catch
        {
            await worker.EndAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Whether a place without a worker is left out: not where there has been none yet, which is the same trouble for all, and not the last.
    /// </summary>
    private bool MayRetire() => _hasOpened && Interlocked.Decrement(ref _places) > 0;

    private void Fail(LeappSession session, LeappException failure) => output(session).Fail(Pipeline.ErrorTable.ToRecord(failure));

    private sealed record Ready(LeappSession Session, LeappCredential Credential);
}
