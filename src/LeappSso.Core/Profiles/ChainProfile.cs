namespace LeappSso.Profiles;

/// <summary>What the profile of a chained session by method SsoProfile says: AWS tools assume the role themselves.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="Session">The id of the session, by which the section is known again.</param>
/// <param name="RoleArn">The role.</param>
/// <param name="Source">The profile whose keys assume it.</param>
/// <param name="Region">The region in which it works; null for none.</param>
internal sealed record ChainProfile(string Name, string Session, string RoleArn, string Source, string? Region)
{
    /// <summary>The name under which AWS logs what is done with the keys; null for one that the tool makes up.</summary>
    internal string? RoleSessionName { get; init; }

    /// <summary>What the trust policy of the role demands beside the caller; null for nothing.</summary>
    internal string? ExternalId { get; init; }

    /// <summary>How long keys shall live; null for the default of the tool.</summary>
    internal int? DurationSeconds { get; init; }
}
