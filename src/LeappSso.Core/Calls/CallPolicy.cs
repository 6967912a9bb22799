using LeappSso.Ports;

namespace LeappSso.Calls;

/// <summary>
/// How one piece of work, a listing or a login, treats failing calls. 429 is waited out as long as the service still serves it; broken
/// calls get a few attempts; everything else is for the caller to judge.
/// </summary>
internal sealed class CallPolicy(TimeProvider time, IEngineLog log)
{
    /// <summary>429 without any success for this long ends the work.</summary>
    internal static readonly TimeSpan ThrottlePatience = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of a call that fails by 5xx, a broken connection or a truncated answer.</summary>
    internal const int MostAttempts = 5;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(5);

    private long _lastSuccess = time.GetTimestamp();
    private long _quietUntil = time.GetTimestamp();
    private int _throttleTold;

    /// <summary>Makes a call, again if that can help.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ServiceException">The last failure.</exception>
    internal async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        int broken = 0;
        long begun = time.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            await QuietAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                T answer = await call(cancellationToken).ConfigureAwait(false);
                Interlocked.Exchange(ref _lastSuccess, time.GetTimestamp());
                return answer;
            }
            catch (ServiceException failure) when (failure.Fault is ServiceFault.Throttled or ServiceFault.SlowDown)
            {
                // The work may have waited for a person, or for another process, since the last success.
                if (time.GetElapsedTime(Math.Max(begun, Interlocked.Read(ref _lastSuccess))) > ThrottlePatience)
                {
                    throw;
                }

                BeQuiet(failure.RetryAfter is { } asked ? (asked < ThrottlePatience ? asked : ThrottlePatience) : Backoff(attempt));
            }
            catch (ServiceException failure) when (failure.Fault == ServiceFault.Unavailable && ++broken < MostAttempts)
            {
                log.Verbose($"Trying again: {failure.Describe()}.");
                await Task.Delay(Backoff(broken), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Exponential, the upper half of it by chance, so that calls refused together do not come back together.</summary>
    private static TimeSpan Backoff(int attempt)
    {
        double cap = Math.Min(s_longestDelay.TotalMilliseconds, s_firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 10)));
        return TimeSpan.FromMilliseconds((cap / 2) + (Random.Shared.NextDouble() * cap / 2));
    }

    /// <summary>Holds back every call of the work: the limit of the service is one for all of them.</summary>
    private void BeQuiet(TimeSpan pause)
    {
        if (Interlocked.Exchange(ref _throttleTold, 1) == 0)
        {
            log.Verbose("The service answers 429 (too many requests); going on more slowly.");
        }

        long until = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        long seen;
        while ((seen = Interlocked.Read(ref _quietUntil)) < until
            && Interlocked.CompareExchange(ref _quietUntil, until, seen) != seen)
        {
        }
    }

    private async Task QuietAsync(CancellationToken cancellationToken)
    {
        TimeSpan left;
        while ((left = time.GetElapsedTime(time.GetTimestamp(), Interlocked.Read(ref _quietUntil))) > TimeSpan.Zero)
        {
            // Whole milliseconds upwards: of less, Task.Delay makes no wait at all.
            double spread = Random.Shared.NextDouble() * left.TotalMilliseconds / 2;
            TimeSpan pause = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds + spread));
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
