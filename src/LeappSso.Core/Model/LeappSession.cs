namespace LeappSso;

/// <summary>One role in one account, reached through an integration: by the portal itself, or by the keys of another session.</summary>
public sealed record LeappSession
{
    /// <summary>The identity of the session: <c>alias/accountId/roleName</c>, or <c>alias/accountId/role:name</c> where it is chained.</summary>
    public string Id => new SessionId(Integration, AccountId, RoleInId ?? RoleName).ToString();

    /// <summary>The alias of the integration it belongs to.</summary>
    public required string Integration { get; init; }

    /// <summary>The account: 12 digits, as text, because leading zeros count.</summary>
    public required string AccountId { get; init; }

    /// <summary>The name of the account; its id where the portal tells no name.</summary>
    public required string AccountName { get; init; }

    /// <summary>The e-mail address of the account; null where the portal tells none.</summary>
    public string? AccountEmail { get; init; }

    /// <summary>The role as the portal names it: the name of the permission set. Of a chained session the name that was given to it.</summary>
    public required string RoleName { get; init; }

    /// <summary>The region in which the session works: its own, else the default of its integration; null if neither is set.</summary>
    public string? Region { get; init; }

    /// <summary>The name of the profile in the AWS files.</summary>
    public required string ProfileName { get; init; }

    /// <summary>Whether other programs can use it.</summary>
    public LeappSessionStatus Status { get; init; }

    /// <summary>How it is made usable for other programs.</summary>
    public LeappMethod Method { get; init; }

    /// <summary>When it was made active (UTC); null while inactive.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its keys expire (UTC); null where programs renew keys by themselves.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// The address that opens the AWS console with this role through the portal. It holds no secret. Null where the session is chained,
    /// since the portal does not know it.
    /// </summary>
    public string? ConsoleUrl { get; init; }

    /// <summary>The id of the session whose keys assume the role; null where the keys come from the portal.</summary>
    public string? Parent { get; init; }

    /// <summary>The role that is assumed; null where the keys come from the portal.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The role as it stands in the id; null where that is its name.</summary>
    internal string? RoleInId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
