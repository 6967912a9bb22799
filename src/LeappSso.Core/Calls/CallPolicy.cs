using LeappSso.Ports;

namespace LeappSso.Calls;

/// <summary>
/// How one piece of work, a listing or a login, treats failing calls. 429 is waited out as long as the service still serves it; broken
/// calls get a few attempts; everything else is for the caller to judge.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="turns">When a call may go out; null for work of few calls.</param>
internal sealed class CallPolicy(TimeProvider time, IEngineLog log, ICallTurns? turns = null)
{
    /// <summary>429 without any success for this long ends the work.</summary>
    internal static readonly TimeSpan ThrottlePatience = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of a call that fails by 5xx, a broken connection or a truncated answer.</summary>
    internal const int MostAttempts = 5;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(5);

    private readonly ICallTurns _turns = turns ?? new QuietTurns(time);
    private long _lastSuccess = time.GetTimestamp();
    private int _throttleTold;

    /// <summary>Makes a call, again if that can help.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="taken">The turn of the first attempt, where the caller has one already.</param>
    /// <exception cref="ServiceException">The last failure.</exception>
    internal async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken, CallTurn? taken = null)
    {
        int broken = 0;
        long begun = time.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            CallTurn turn = taken ?? await _turns.TakeAsync(attempt, cancellationToken).ConfigureAwait(false);
            taken = null;
            try
            {
                return await InTurnAsync(turn, call, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException failure) when (IsThrottled(failure))
            {
                // The work may have waited for a person, or for another process, since the last success.
                if (time.GetElapsedTime(Math.Max(begun, Interlocked.Read(ref _lastSuccess))) > ThrottlePatience)
                {
                    throw;
                }

                if (Interlocked.Exchange(ref _throttleTold, 1) == 0)
                {
                    log.Verbose("The service answers 429 (too many requests); going on more slowly.");
                }
            }
            catch (ServiceException failure) when (failure.Fault == ServiceFault.Unavailable && ++broken < MostAttempts)
            {
                log.Verbose($"Trying again: {failure.Describe()}.");
                await Task.Delay(Backoff(broken), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Exponential, the upper half of it by chance, so that calls refused together do not come back together.</summary>
    internal static TimeSpan Backoff(int attempt)
    {
        double cap = Math.Min(s_longestDelay.TotalMilliseconds, s_firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 10)));
        return TimeSpan.FromMilliseconds((cap / 2) + (Random.Shared.NextDouble() * cap / 2));
    }

    private async Task<T> InTurnAsync<T>(CallTurn turn, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        CallEnding ending = CallEnding.Unknown;
        TimeSpan? retryAfter = null;
        try
        {
            T answer = await call(cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref _lastSuccess, time.GetTimestamp());
            ending = CallEnding.Admitted;
            return answer;
        }
        catch (ServiceException failure)
        {
            ending = EndingOf(failure);
            retryAfter = failure.RetryAfter is { } asked && asked > ThrottlePatience ? ThrottlePatience : failure.RetryAfter;
            throw;
        }
        finally
        {
            _turns.End(turn, ending, retryAfter);
        }
    }

    private static CallEnding EndingOf(ServiceException failure) => failure.Fault switch
    {
        _ when IsThrottled(failure) => CallEnding.Refused,
        ServiceFault.Unavailable or ServiceFault.NotAnAwsAnswer => CallEnding.Unknown,
        _ => CallEnding.Admitted,
    };

    private static bool IsThrottled(ServiceException failure) => failure.Fault is ServiceFault.Throttled or ServiceFault.SlowDown;
}
