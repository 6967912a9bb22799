using System.Collections.Concurrent;

namespace LeappSso.Emulator;

/// <summary>What happened since the start or the last <see cref="Reset"/>. Requests to control endpoints do not count.</summary>
public sealed class EmulatorCounters
{
    private const int KeptReasons = 100;
    private static readonly int s_operations = Enum.GetValues<Operation>().Length;

    private readonly int _logSize;
    private readonly long[] _requests = new long[s_operations];
    private readonly long[] _throttled = new long[s_operations];
    private readonly ConcurrentQueue<LoggedRequest> _log = new();
    private readonly ConcurrentQueue<string> _malformedReasons = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private long _malformed;
    private long _logins;
    private long _refreshes;
    private int _concurrent;
    private int _peak;

    internal EmulatorCounters(int logSize) => _logSize = logSize;

    /// <summary>All requests.</summary>
    public long TotalRequests => Enumerable.Range(0, s_operations).Sum(index => Interlocked.Read(ref _requests[index]));

    /// <summary>All answers with status 429.</summary>
    public long TotalThrottled => Enumerable.Range(0, s_operations).Sum(index => Interlocked.Read(ref _throttled[index]));

    /// <summary>Requests that departed from the model.</summary>
    public long MalformedRequests => Interlocked.Read(ref _malformed);

    /// <summary>Why, for the first hundred of them.</summary>
    public IReadOnlyList<string> MalformedReasons => [.. _malformedReasons];

    /// <summary>Exceptions inside the emulator itself; anything here is a defect of the emulator.</summary>
    public IReadOnlyList<string> Failures => [.. _failures];

    /// <summary>Logins that ended with tokens, by device code or authorization code.</summary>
    public long Logins => Interlocked.Read(ref _logins);

    /// <summary>Refreshes that ended with tokens.</summary>
    public long Refreshes => Interlocked.Read(ref _refreshes);

    /// <summary>The most requests of OIDC, portal and STS that were in work at one time.</summary>
    public int PeakConcurrency => Volatile.Read(ref _peak);

    /// <summary>The last requests, oldest first.</summary>
    public IReadOnlyList<LoggedRequest> Log => [.. _log];

    /// <summary>Requests of one operation.</summary>
    public long Requests(Operation operation) => Interlocked.Read(ref _requests[(int)operation]);

    /// <summary>Answers with status 429 of one operation.</summary>
    public long Throttled(Operation operation) => Interlocked.Read(ref _throttled[(int)operation]);

    /// <summary>Sets everything back to nothing.</summary>
    public void Reset()
    {
        Array.Clear(_requests);
        Array.Clear(_throttled);
        _log.Clear();
        _malformedReasons.Clear();
        _failures.Clear();
        Interlocked.Exchange(ref _malformed, 0);
        Interlocked.Exchange(ref _logins, 0);
        Interlocked.Exchange(ref _refreshes, 0);
        Volatile.Write(ref _peak, Volatile.Read(ref _concurrent));
    }

    internal void Arrived(LoggedRequest request)
    {
        Interlocked.Increment(ref _requests[(int)request.Operation]);
        _log.Enqueue(request);
        while (_log.Count > _logSize)
        {
            _log.TryDequeue(out _);
        }
    }

    internal void Enter()
    {
        int now = Interlocked.Increment(ref _concurrent);
        int peak = Volatile.Read(ref _peak);
        while (now > peak)
        {
            peak = Interlocked.CompareExchange(ref _peak, now, peak) is int seen && seen == peak ? now : seen;
        }
    }

    internal void Leave() => Interlocked.Decrement(ref _concurrent);

    internal void Answered(LoggedRequest request, Answer answer, bool reset)
    {
        request.Status = reset ? 0 : answer.Status;
        if (answer.Status == StatusCodes.Status429TooManyRequests)
        {
            Interlocked.Increment(ref _throttled[(int)request.Operation]);
        }

        if (answer.Deviation is { } reason && Interlocked.Increment(ref _malformed) <= KeptReasons)
        {
            _malformedReasons.Enqueue(reason);
        }
    }

    internal void LoggedIn() => Interlocked.Increment(ref _logins);

    internal void Refreshed() => Interlocked.Increment(ref _refreshes);

    internal void Failed(Exception error) => _failures.Enqueue(error.ToString());
}
