namespace LeappSso.Ports;

/// <summary>The short-lived keys of a role. A class and not a record, so that no text form of it can show a secret.</summary>
/// <param name="accessKeyId">The public part.</param>
/// <param name="secretAccessKey">The secret that signs requests.</param>
/// <param name="sessionToken">The secret that goes with each request.</param>
/// <param name="expiresAt">When they end (UTC), by the clock of AWS.</param>
public sealed class RoleKeys(string accessKeyId, string secretAccessKey, string sessionToken, DateTimeOffset expiresAt)
{
    /// <summary>The public part.</summary>
    public string AccessKeyId { get; } = accessKeyId;

    /// <summary>The secret that signs requests.</summary>
    public string SecretAccessKey { get; } = secretAccessKey;

    /// <summary>The secret that goes with each request.</summary>
    public string SessionToken { get; } = sessionToken;

    /// <summary>When they end (UTC), by the clock of AWS.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}
