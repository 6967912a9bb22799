namespace LeappSso.Calls;

/// <summary>Turns for work of few calls: all go at once, and after a 429 all are held back for a while.</summary>
internal sealed class QuietTurns(TimeProvider time) : ICallTurns
{
    private long _quietUntil = time.GetTimestamp();

    /// <inheritdoc/>
    public async ValueTask<CallTurn> TakeAsync(int attempt, CancellationToken cancellationToken)
    {
        TimeSpan left;
        while ((left = time.GetElapsedTime(time.GetTimestamp(), Interlocked.Read(ref _quietUntil))) > TimeSpan.Zero)
        {
            // Whole milliseconds upwards: of less, Task.Delay makes no wait at all.
            double spread = Random.Shared.NextDouble() * left.TotalMilliseconds / 2;
            TimeSpan pause = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds + spread));
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }

        return new CallTurn(0, attempt);
    }

    /// <inheritdoc/>
    public void End(CallTurn turn, CallEnding ending, TimeSpan? retryAfter)
    {
        if (ending != CallEnding.Refused)
        {
            return;
        }

        TimeSpan pause = retryAfter ?? CallPolicy.Backoff(turn.Attempt);
        long until = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        long seen;
        while ((seen = Interlocked.Read(ref _quietUntil)) < until
            && Interlocked.CompareExchange(ref _quietUntil, until, seen) != seen)
        {
        }
    }
}
