namespace LeappSso.Aws;

/// <summary>
/// The times of the services as numbers since 1970: seconds for client registrations, milliseconds for role keys (API models of sso-oidc
/// and sso).
/// </summary>
internal static class EpochTime
{
    /// <summary>What stands for 'never' (RFC 7591, section 3.2.1: no end of a client secret).</summary>
    internal static DateTimeOffset Latest { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A time in seconds; null where there is none. What lies beyond the year 9998 is that year's end.</summary>
    internal static DateTimeOffset? FromSeconds(long? value) =>
        value is not > 0 ? null : value > Latest.ToUnixTimeSeconds() ? Latest : DateTimeOffset.FromUnixTimeSeconds(value.Value);

    /// <summary>A time in milliseconds; null where there is none. What lies beyond the year 9998 is that year's end.</summary>
    internal static DateTimeOffset? FromMilliseconds(long? value) =>
        value is not > 0 ? null : value > Latest.ToUnixTimeMilliseconds() ? Latest : DateTimeOffset.FromUnixTimeMilliseconds(value.Value);
}
