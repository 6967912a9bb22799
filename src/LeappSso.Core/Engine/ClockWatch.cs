using System.Globalization;
using LeappSso.Ports;

namespace LeappSso.Engine;

/// <summary>Warns, once for a command, of a clock that is wrong.</summary>
internal sealed class ClockWatch(Lazy<IAwsServices> services, IEngineLog log, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>What AWS tolerates in signed requests (AWS General Reference, "Signature Version 4": 5 minutes).</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Warns if an answer has shown that the clock is wrong.</summary>
    internal void Tell()
    {
        // What an earlier command saw says nothing of the clock as it is now.
        if (!services.IsValueCreated || services.Value.Clock is not { } clock || clock.ObservedAt < _begun
            || clock.Difference.Duration() <= Tolerance)
        {
            return;
        }

        TimeSpan difference = clock.Difference;

        log.Warning($"The clock of this machine is {Words(difference.Duration())} {(difference > TimeSpan.Zero ? "behind" : "ahead of")} the clock of AWS."
            + " AWS refuses requests that are signed at the wrong time, and logins and keys may seem to have ended, or to live on. Set the clock right.");
    }

    /// <summary>A time in words, its two largest units.</summary>
    internal static string Words(TimeSpan time)
    {
        (string Unit, long Count)[] parts = [("day", (long)time.TotalDays), ("hour", time.Hours), ("minute", time.Minutes)];
        return string.Join(' ', parts.Where(p => p.Count > 0).Take(2).Select(p =>
            string.Create(CultureInfo.InvariantCulture, $"{p.Count} {p.Unit}{(p.Count == 1 ? string.Empty : "s")}")));
    }
}
