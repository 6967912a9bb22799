using System.Collections.Concurrent;

namespace LeappSso.Emulator;

/// <summary>What happened since the start or the last <see cref="Reset"/>. Requests to control endpoints do not count.</summary>
public sealed class EmulatorCounters
{
    private const int KeptReasons = 100;
    private const double NotYet = -1;
    private static readonly int s_operations = Enum.GetValues<Operation>().Length;

    private readonly int _logSize;
    private readonly TimeProvider _time;
    private readonly long _start;
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
    private double _firstPortalCall = NotYet;
    private double _lastPortalAnswer = NotYet;

    internal EmulatorCounters(int logSize, TimeProvider time)
    {
        _logSize = logSize;
        _time = time;
        _start = time.GetTimestamp();
    }

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

    /// <summary>When the first call of the portal API arrived, in milliseconds since the start of the emulator; null before it.</summary>
    public double? FirstPortalCallMs => Volatile.Read(ref _firstPortalCall) is var at and not NotYet ? at : null;

    /// <summary>When the last answer to a call of the portal API was ready, whatever it says, in the same milliseconds.</summary>
    public double? LastPortalAnswerMs => Volatile.Read(ref _lastPortalAnswer) is var at and not NotYet ? at : null;

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
        Volatile.Write(ref _firstPortalCall, NotYet);
        Volatile.Write(ref _lastPortalAnswer, NotYet);
    }

    internal void Arrived(LoggedRequest request)
    {
        Interlocked.Increment(ref _requests[(int)request.Operation]);
        if (IsPortal(request.Operation))
        {
            Interlocked.CompareExchange(ref _firstPortalCall, Now, NotYet);
        }

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

        if (IsPortal(request.Operation))
        {
            Volatile.Write(ref _lastPortalAnswer, Now);
        }
    }

    internal void LoggedIn() => Interlocked.Increment(ref _logins);

    internal void Refreshed() => Interlocked.Increment(ref _refreshes);

    internal void Failed(Exception error) => _failures.Enqueue(error.ToString());

    private double Now => _time.GetElapsedTime(_start).TotalMilliseconds;

    private static bool IsPortal(Operation operation) =>
        operation is Operation.ListAccounts or Operation.ListAccountRoles or Operation.GetRoleCredentials or Operation.Logout;
}
