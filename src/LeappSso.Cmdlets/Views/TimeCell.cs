using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace LeappSso.Views;

/// <summary>Times as a table or a list shows them. Called by the views of the module.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimeCell
{
    /// <summary>How long it is until then, or since then, in words.</summary>
    /// <param name="end">The time.</param>
    public static string? Left(PSObject? end) => TimeText.InWords(TimeOf(end), TimeProvider.System.GetUtcNow());

    /// <summary>How long a login lasts, where the status stands beside it.</summary>
    /// <param name="end">When its token ends.</param>
    /// <param name="status">The status of the integration.</param>
    public static string? Login(PSObject? end, PSObject? status)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return TimeOf(end) is { } time && time <= now && status?.ToString() == nameof(LeappIntegrationStatus.Online)
            ? "renewable"
            : TimeText.InWords(TimeOf(end), now)?.Replace("expired ", string.Empty, StringComparison.Ordinal);
    }

    /// <summary>The moment (UTC), the same in every culture.</summary>
    /// <param name="time">The time.</param>
    public static string? Moment(PSObject? time) => TimeOf(time)?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The moment, and how long it is until then in words.</summary>
    /// <param name="time">The time.</param>
    public static string? MomentAndLeft(PSObject? time) => TimeOf(time) is null ? null : $"{Moment(time)} ({Left(time)})";

    /// <summary>What came back from a job is text, or has lost its type where it was serialized to a greater depth; what came from JSON is a DateTime.</summary>
    private static DateTimeOffset? TimeOf(PSObject? value) => value?.BaseObject switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        string text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null,
        _ => value?.Properties["UtcDateTime"]?.Value is DateTime time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null,
    };
}
