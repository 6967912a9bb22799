namespace LeappSso;

/// <summary>The short-lived keys of a session with their secrets as text. Whoever sees this object can use the role until the keys end.</summary>
public sealed class LeappPlainCredential
{
    /// <summary>The public part of the keys.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret that signs requests.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>The secret that goes with each request.</summary>
    public required string SessionToken { get; init; }

    /// <summary>When the keys end (UTC), by the clock of AWS.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The region in which the session works; null if none is set.</summary>
    public string? Region { get; init; }

    /// <summary>The profile name of the session.</summary>
    public required string ProfileName { get; init; }

    /// <summary>The session: <c>alias/accountId/roleName</c>.</summary>
    public required string SessionId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{AccessKeyId} ({SessionId})";
}
