using LeappSso.Calls;

namespace LeappSso.Mapping;

/// <summary>Turns for work of many calls: each goes out when <see cref="SendingPace"/> says so, calls made again before new ones.</summary>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends every wait.</param>
internal sealed class PacedTurns(TimeProvider time, CancellationToken stopping) : ICallTurns
{
    private readonly object _lock = new();
    private readonly SendingPace _pace = new(Random.Shared.NextDouble);
    private readonly Queue<Waiter> _again = new();
    private readonly Queue<Waiter> _new = new();
    private readonly long _begun = time.GetTimestamp();
    private double _wakesAt = double.PositiveInfinity;

    /// <summary>The rate the service allows, in calls a second; null while it has not shown a limit.</summary>
    internal double? Rate
    {
        get
        {
            lock (_lock)
            {
                return _pace.Rate;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CallTurn> TakeAsync(int attempt, CancellationToken cancellationToken)
    {
        Waiter waiter = new(attempt);
        lock (_lock)
        {
            (attempt > 0 ? _again : _new).Enqueue(waiter);
            LetGo();
        }

        using (cancellationToken.UnsafeRegister(static state => ((Waiter)state!).TrySetCanceled(), waiter))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void End(CallTurn turn, CallEnding ending, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            double now = Now;
            switch (ending)
            {
                case CallEnding.Admitted:
                    _pace.Admitted(turn.SentAt, now);
                    break;
                case CallEnding.Refused:
                    _pace.Refused(turn.SentAt, now);
                    break;
                default:
                    _pace.Lost(turn.SentAt);
                    break;
            }

            if (retryAfter is { } asked)
            {
                _pace.WaitUntil(now + asked.TotalSeconds);
            }

            LetGo();
        }
    }

    private double Now => time.GetElapsedTime(_begun).TotalSeconds;

    /// <summary>Lets go whoever may, and sees to it that it is called again when the next one may.</summary>
    private void LetGo()
    {
        while ((_again.Count > 0 ? _again : _new) is { Count: > 0 } queue)
        {
            double now = Now;
            if (_pace.NextAt(now) is not { } next)
            {
                return;
            }

            if (next > now)
            {
                WakeAt(next, now);
                return;
            }

            Waiter waiter = queue.Dequeue();
            if (waiter.TrySetResult(new CallTurn(now, waiter.Attempt)))
            {
                _pace.Sent(now);
            }
        }
    }

    private void WakeAt(double next, double now)
    {
        if (next >= _wakesAt)
        {
            return;
        }

        _wakesAt = next;
        // Whole milliseconds upwards: of less, Task.Delay makes no wait at all.
        _ = WakeAsync(TimeSpan.FromMilliseconds(Math.Ceiling((next - now) * 1000)), next);
    }

    private async Task WakeAsync(TimeSpan pause, double next)
    {
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            if (!stopping.IsCancellationRequested && _wakesAt == next)
            {
                _wakesAt = double.PositiveInfinity;
                LetGo();
            }
        }
    }

    private sealed class Waiter(int attempt) : TaskCompletionSource<CallTurn>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal int Attempt { get; } = attempt;
    }
}
