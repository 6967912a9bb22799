using System.Globalization;

namespace LeappSso.Views;

/// <summary>How long something still lives, in words: the same ones in every culture. Times are rounded down, so none is promised that is not there.</summary>
public static class TimeText
{
    private static readonly TimeSpan s_minutesBesideHours = TimeSpan.FromHours(10);

    private static readonly TimeSpan s_days = TimeSpan.FromDays(2);

    /// <summary>In words for a table: <c>52 min</c>, <c>7 h 5 min</c>; what is past in one unit, <c>expired 3 min ago</c>.</summary>
    /// <param name="end">When it ends; null where it does not, or where that is not known.</param>
    /// <param name="now">The time.</param>
    /// <returns>The words; null where <paramref name="end"/> is null.</returns>
    public static string? InWords(DateTimeOffset? end, DateTimeOffset now) => end is not { } time ? null
        : time > now ? Words(time - now)
        : $"expired {OneUnit(now - time)} ago";

    /// <summary>As short as a prompt wants it: <c>52m</c>, <c>7h5m</c>, <c>expired</c>.</summary>
    /// <param name="end">When it ends; null where it does not, or where that is not known.</param>
    /// <param name="now">The time.</param>
    /// <returns>The text; null where <paramref name="end"/> is null.</returns>
    public static string? ForPrompt(DateTimeOffset? end, DateTimeOffset now) => end is not { } time ? null
        : time > now ? Words(time - now).Replace(" ", string.Empty, StringComparison.Ordinal).Replace("min", "m", StringComparison.Ordinal)
        : "expired";

    private static string Words(TimeSpan time) =>
        time < s_minutesBesideHours && time is { Hours: > 0, Minutes: > 0 } ? $"{Number(time.Hours, "h")} {Number(time.Minutes, "min")}" : OneUnit(time);

    private static string OneUnit(TimeSpan time) =>
        time >= s_days ? Number(time.Days, "d")
        : time >= TimeSpan.FromHours(1) ? Number((int)time.TotalHours, "h")
        : time >= TimeSpan.FromMinutes(1) ? Number(time.Minutes, "min")
        : Number(time.Seconds, "s");

    private static string Number(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
}
