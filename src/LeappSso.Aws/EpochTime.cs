namespace LeappSso.Aws;

/// <summary>
/// The times of the services as numbers since 1970: seconds for client registrations, milliseconds for role keys (API models of sso-oidc
/// and sso).
/// </summary>
internal static class EpochTime
{
    private static readonly DateTimeOffset s_latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A time in seconds; null where there is none. What lies beyond the year 9998 is that year's end.</summary>
    internal static DateTimeOffset? FromSeconds(long? value) =>
        value is not > 0 ? null : value > s_latest.ToUnixTimeSeconds() ? s_latest : DateTimeOffset.FromUnixTimeSeconds(value.Value);

    /// <summary>A time in milliseconds; null where there is none. What lies beyond the year 9998 is that year's end.</summary>
    internal static DateTimeOffset? FromMilliseconds(long? value) =>
        value is not > 0 ? null : value > s_latest.ToUnixTimeMilliseconds() ? s_latest : DateTimeOffset.FromUnixTimeMilliseconds(value.Value);
}
