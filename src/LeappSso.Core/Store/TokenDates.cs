using System.Globalization;
using System.Text.RegularExpressions;

namespace LeappSso.Store;

/// <summary>The dates in files of the login cache: written as AWS CLI v2 does, read as any tool has ever written them.</summary>
internal static partial class TokenDates
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Whole seconds, UTC, with Z.</summary>
    internal static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>Reads a date with Z, with the word UTC (old botocore), with an offset with or without colon, or without zone (UTC is meant).</summary>
    internal static DateTimeOffset? Read(string? text)
    {
        if (DateTimeOffset.TryParseExact(
            text, Written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset usual))
        {
            return usual;
        }

        if (text is null || Pattern().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        string zone = match.Groups["zone"].Value switch
        {
            "" or "Z" or "z" or "UTC" => "+00:00",
            { Length: 5 } tight => tight.Insert(3, ":"),
            string offset => offset,
        };
        string normal = $"{match.Groups["date"].Value}T{match.Groups["time"].Value}{zone}";
        return DateTimeOffset.TryParseExact(
            normal, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? time.ToUniversalTime()
            : null;
    }

    [GeneratedRegex(@"^(?<date>\d{4}-\d{2}-\d{2})[T ](?<time>\d{2}:\d{2}:\d{2})(\.\d+)?\s*(?<zone>Z|z|UTC|[+-]\d{2}:?\d{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
