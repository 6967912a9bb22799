namespace LeappSso.Reliability.Tests;

/// <summary>A clock that stands still until it is told to step to the next moment somebody waits for.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _serial;
    private int _held;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Whether something that the clock does not see goes on, so that it must not step.</summary>
    internal bool IsHeld => Volatile.Read(ref _held) > 0;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.True(period == Timeout.InfiniteTimeSpan, "Nothing waits again and again.");
        Waiting waiting = new(this, () => callback(state));
        waiting.Change(dueTime, period);
        return waiting;
    }

    /// <summary>Lets the clock stand still until <see cref="Release"/>.</summary>
    internal void Hold() => Interlocked.Increment(ref _held);

    /// <summary>Ends one <see cref="Hold"/>.</summary>
    internal void Release() => Interlocked.Decrement(ref _held);

    /// <summary>Goes to the next moment somebody waits for, and wakes who waits for it; false if nobody waits.</summary>
    internal bool Step()
    {
        Waiting? next;
        lock (_gate)
        {
            next = _waiting.MinBy(w => (w.Due, w.Serial));
            if (next is null)
            {
                return false;
            }

            _waiting.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static wake => wake(), next.Wake, preferLocal: false);
        return true;
    }

    /// <summary>Lets time pass at once, for what nobody waits for.</summary>
    internal void Advance(TimeSpan time)
    {
        lock (_gate)
        {
            Assert.Empty(_waiting);
            _now += time;
        }
    }

    private sealed class Waiting(SteppingTime time, Action wake) : ITimer
    {
        internal Action Wake { get; } = wake;

        internal DateTimeOffset Due { get; private set; }

        internal long Serial { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._waiting.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._now + dueTime;
                    Serial = time._serial++;
                    time._waiting.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._waiting.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
