using System.Collections.Concurrent;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>
/// Runs work off the pipeline thread and brings what it has to say back to it: PowerShell lets only the pipeline thread write.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    /// <summary>How long an interrupted command may take to put things in order.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    /// <summary>The same after Ctrl+C, which is to be over within that second.</summary>
    private static readonly TimeSpan s_shortFarewell = TimeSpan.FromMilliseconds(700);

    /// <summary>
    /// How often it looks whether the pipeline is being stopped: PowerShell tells no command of it whose pipeline Select-Object -First has
    /// ended before.
    /// </summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<Action> _queue = new(boundedCapacity: 1024);
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _ended;
    private readonly CancellationTokenSource _stop;
    private readonly Func<bool> _isStopping;
    private Action? _whenQuiet;
    private long _quietSince;
    private TimeSpan _patience;
    private long? _farewell;

    /// <summary>Makes a pump.</summary>
    /// <param name="stop">Is cancelled when the user stops the command.</param>
    /// <param name="isStopping">Says so too, when asked.</param>
    internal PipelinePump(CancellationTokenSource stop, Func<bool> isStopping)
    {
        _stop = stop;
        _isStopping = isStopping;
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        _ended = _end.Token;
    }

    /// <summary>Lets something be written once, when the work has had nothing to write for a while.</summary>
    /// <param name="patience">The while.</param>
    /// <param name="write">What writes.</param>
    internal void WhenQuiet(TimeSpan patience, Action write)
    {
        _patience = patience;
        _whenQuiet = write;
        _quietSince = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Runs work to its end, or until a write throws (<c>Select-Object -First</c>, <c>-ErrorAction Stop</c>) or the user stops.</summary>
    /// <param name="work">Gets the token that ends it.</param>
    internal void Run(Func<CancellationToken, Task> work)
    {
        Task task = Task.Run(() => work(_ended), CancellationToken.None);
        Task closed = task.ContinueWith(
            ended =>
            {
                // Of a command that was stopped nobody may be there any more to see it.
                _ = ended.Exception;
                _queue.CompleteAdding();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            while (Next() is { } write)
            {
                write();
            }
        }
        finally
        {
            _end.Cancel();
            // Whoever waits for room in the queue is released by the token; what is still queued has no reader any more.
            Task.WaitAny([closed], LeftOfFarewell());
        }

        if (!task.IsCompleted)
        {
            // It waits for a lock that somebody else holds, to keep what was done; nobody has to wait with it.
            throw new OperationCanceledException(_ended);
        }

        // This throws what the task threw, unwrapped.
        task.GetAwaiter().GetResult();
    }

    /// <summary>The next write; null when there will be none, or when the command was stopped and its time is over.</summary>
    private Action? Next()
    {
        Action? write;
        try
        {
            while (!_queue.TryTake(out write, (int)s_look.TotalMilliseconds, _ended))
            {
                if (_queue.IsCompleted)
                {
                    return null;
                }

                if (_isStopping())
                {
                    _stop.Cancel();
                }
                else if (_whenQuiet is { } speak && TimeProvider.System.GetElapsedTime(_quietSince) >= _patience)
                {
                    _whenQuiet = null;
                    return speak;
                }
            }

            _quietSince = TimeProvider.System.GetTimestamp();
            return write;
        }
        catch (OperationCanceledException)
        {
            return _queue.TryTake(out write, LeftOfFarewell()) ? write : null;
        }
    }

    private TimeSpan LeftOfFarewell()
    {
        _farewell ??= TimeProvider.System.GetTimestamp();
        TimeSpan left = (_stop.IsCancellationRequested ? s_shortFarewell : s_farewell) - TimeProvider.System.GetElapsedTime(_farewell.Value);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Posts a write from any thread; waits while the pipeline is behind.</summary>
    internal void Post(Action write) => _queue.Add(write, _ended);

    /// <summary>Posts a write that may be dropped when the command is being ended.</summary>
    internal void Tell(Action write)
    {
        if (!_ended.IsCancellationRequested && !_queue.IsAddingCompleted)
        {
            try
            {
                _queue.Add(write, _ended);
            }
            catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
            {
                // The command ended while this waited for room: nobody reads any more.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_queue.IsAddingCompleted)
        {
            _end.Dispose();
            _queue.Dispose();
        }
    }
}
