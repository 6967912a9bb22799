namespace LeappSso;

/// <summary>The short-lived keys of a session. Its secrets do not show in any view.</summary>
public sealed class LeappCredential
{
    /// <summary>The public part of the keys.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret that signs requests; <c>Reveal()</c> gives it as text.</summary>
    public required LeappSecret SecretAccessKey { get; init; }

    /// <summary>The secret that goes with each request; <c>Reveal()</c> gives it as text.</summary>
    public required LeappSecret SessionToken { get; init; }

    /// <summary>When the keys end (UTC), by the clock of AWS.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The region in which the session works; null if none is set.</summary>
    public string? Region { get; init; }

    /// <summary>The profile name of the session.</summary>
    public required string ProfileName { get; init; }

    /// <summary>The session: <c>alias/accountId/roleName</c>.</summary>
    public required string SessionId { get; init; }

    /// <summary>The same keys with their secrets as text.</summary>
    public LeappPlainCredential ToPlainText() => new()
    {
        AccessKeyId = AccessKeyId,
        SecretAccessKey = SecretAccessKey.Reveal(),
        SessionToken = SessionToken.Reveal(),
        ExpiresAt = ExpiresAt,
        Region = Region,
        ProfileName = ProfileName,
        SessionId = SessionId,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{AccessKeyId} ({SessionId})";
}
