using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace LeappSso.Views;

/// <summary>Times as a table or a list shows them. Called by the hidden properties of the views (LeappSso.types.ps1xml).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimeCell
{
    /// <summary>How long it is until the property ExpiresAt, or since then, in words.</summary>
    /// <param name="item">The object.</param>
    public static string? TimeLeft(PSObject item) => Left(item, nameof(ExpiresAt));

    /// <summary>How long a login lasts, where the status stands beside it.</summary>
    /// <param name="item">The integration.</param>
    public static string? LoginLeft(PSObject item)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset? end = TimeOf(item.ValueOf(nameof(TokenExpiresAt)));
        return end <= now && item.TextOf("Status") == nameof(LeappIntegrationStatus.Online)
            ? "renewable"
            : TimeText.InWords(end, now)?.Replace("expired ", string.Empty, StringComparison.Ordinal);
    }

    /// <summary>The property StartedAt (UTC), the same in every culture.</summary>
    /// <param name="item">The object.</param>
    public static string? StartedAt(PSObject item) => Moment(item, nameof(StartedAt));

    /// <summary>The property LastSync (UTC), the same in every culture.</summary>
    /// <param name="item">The object.</param>
    public static string? LastSync(PSObject item) => Moment(item, nameof(LastSync));

    /// <summary>The property ExpiresAt (UTC), and how long it is until then in words.</summary>
    /// <param name="item">The object.</param>
    public static string? ExpiresAt(PSObject item) => MomentAndLeft(item, nameof(ExpiresAt));

    /// <summary>The property TokenExpiresAt (UTC), and how long it is until then in words.</summary>
    /// <param name="item">The object.</param>
    public static string? TokenExpiresAt(PSObject item) => MomentAndLeft(item, nameof(TokenExpiresAt));

    private static string? Left(PSObject item, string name) => TimeText.InWords(TimeOf(item.ValueOf(name)), TimeProvider.System.GetUtcNow());

    private static string? Moment(PSObject item, string name) =>
        TimeOf(item.ValueOf(name))?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? MomentAndLeft(PSObject item, string name) =>
        Moment(item, name) is { } moment ? $"{moment} ({Left(item, name)})" : null;

    /// <summary>What came back from a job is text, or has lost its type where it was serialized to a greater depth; what came from JSON is a DateTime.</summary>
    private static DateTimeOffset? TimeOf(PSObject? value) => value?.BaseObject switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        string text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null,
        _ => value?.Properties["UtcDateTime"]?.Value is DateTime time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null,
    };
}
