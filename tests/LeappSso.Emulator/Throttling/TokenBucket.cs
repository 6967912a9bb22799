namespace LeappSso.Emulator;

internal sealed class TokenBucket(ThrottleLimit limit, TimeProvider time)
{
    private readonly object _lock = new();
    private double _tokens = limit.Burst;
    private long _filled = time.GetTimestamp();

    public ThrottleLimit Limit => limit;

    public bool TryTake()
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            _tokens = Math.Min(limit.Burst, _tokens + time.GetElapsedTime(_filled, now).TotalSeconds * limit.Rate);
            _filled = now;
            bool granted = _tokens >= 1;
            if (granted || limit.Harsh)
            {
                _tokens = Math.Max(_tokens - 1, -limit.Burst);
            }

            return granted;
        }
    }
}
