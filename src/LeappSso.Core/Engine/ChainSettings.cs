namespace LeappSso.Engine;

/// <summary>What a person gives for a chained session. Null is "not given".</summary>
public sealed record ChainSettings
{
    /// <summary>The session whose keys assume the role: its id or profile name.</summary>
    public required string Parent { get; init; }

    /// <summary>The role to assume.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The name of the session; the name of the role where it is not given.</summary>
    public string? Name { get; init; }

    /// <summary>What the trust policy of the role demands beside the caller.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The name under which AWS logs what is done with the keys; that of the user where it is not given.</summary>
    internal string? RoleSessionName { get; init; }

    /// <summary>How long keys shall live; an hour where it is not given.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The region in which the session works; that of the parent where it is not given.</summary>
    public string? Region { get; init; }

    /// <summary>The name of the profile; made as for other sessions where it is not given.</summary>
    public string? ProfileName { get; init; }
}
