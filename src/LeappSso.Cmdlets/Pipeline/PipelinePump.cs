using System.Collections.Concurrent;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>
/// Runs work off the pipeline thread and brings what it has to say back to it: PowerShell lets only the pipeline thread write.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    /// <summary>How long an interrupted command may take to put things in order.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<Action> _queue = new(boundedCapacity: 1024);
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _ended;

    internal PipelinePump(CancellationToken stop)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ended = _end.Token;
    }

    /// <summary>Runs work to its end, or until a write throws (<c>Select-Object -First</c>, <c>-ErrorAction Stop</c>) or the user stops.</summary>
    /// <param name="work">Gets the token that ends it.</param>
    internal void Run(Func<CancellationToken, Task> work)
    {
        Task task = Task.Run(() => work(_ended), CancellationToken.None);
        Task closed = task.ContinueWith(
            _ => _queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            foreach (Action write in _queue.GetConsumingEnumerable())
            {
                write();
            }
        }
        finally
        {
            _end.Cancel();
            // Whoever waits for room in the queue is released by the token; what is still queued has no reader any more.
            Task.WaitAny([closed], s_farewell);
        }

        // Nothing is waited for: the queue ends only when the task has. This throws what the task threw, unwrapped.
        task.GetAwaiter().GetResult();
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
        _end.Dispose();
        if (_queue.IsAddingCompleted)
        {
            _queue.Dispose();
        }
    }
}
