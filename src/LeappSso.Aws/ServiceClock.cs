using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>The clock of AWS, by the Date header of the latest answer.</summary>
internal sealed class ServiceClock(TimeProvider time)
{
    private volatile ClockReading? _reading;

    /// <summary>The latest reading; null before the first answer that has a date.</summary>
    internal ClockReading? Reading => _reading;

    /// <summary>Takes the date of an answer.</summary>
    internal void Observe(HttpResponseMessage answer)
    {
        if (answer.Headers.Date is { } date)
        {
            _reading = new ClockReading(date - time.GetUtcNow(), time.GetTimestamp());
        }
    }
}
