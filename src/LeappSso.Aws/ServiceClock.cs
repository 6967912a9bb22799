namespace LeappSso.Aws;

/// <summary>How far the clock of AWS is from this machine's, by the Date header of the latest answer.</summary>
internal sealed class ServiceClock(TimeProvider time)
{
    private const long Unknown = long.MinValue;

    private long _ticks = Unknown;

    /// <summary>Service time less local time; null before the first answer that has a date.</summary>
    internal TimeSpan? Difference => Interlocked.Read(ref _ticks) is var ticks && ticks == Unknown ? null : TimeSpan.FromTicks(ticks);

    /// <summary>Takes the date of an answer.</summary>
    internal void Observe(HttpResponseMessage answer)
    {
        if (answer.Headers.Date is { } date)
        {
            Interlocked.Exchange(ref _ticks, (date - time.GetUtcNow()).Ticks);
        }
    }
}
