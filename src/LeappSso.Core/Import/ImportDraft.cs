namespace LeappSso.Import;

/// <summary>What a file of another tool holds, in the terms of this module.</summary>
internal sealed class ImportDraft
{
    /// <summary>The portals with their sessions.</summary>
    internal List<ImportedPortal> Portals { get; } = [];

    /// <summary>The sessions that get their keys by those of others.</summary>
    internal List<ImportedChain> Chains { get; } = [];

    /// <summary>What cannot be taken, with the reason.</summary>
    internal List<LeappImportItem> Refused { get; } = [];

    /// <summary>Notes what cannot be taken.</summary>
    internal void Refuse(LeappImportKind kind, string name, string reason) => Refused.Add(new LeappImportItem
    {
        Status = LeappImportStatus.NotTaken, Kind = kind, Name = VisibleText.Of(name), Detail = reason,
    });
}

/// <summary>A portal in a file of another tool.</summary>
/// <param name="Alias">The name it shall have here.</param>
/// <param name="Url">Its address, canonical.</param>
/// <param name="Region">The region in which it is administered.</param>
internal sealed record ImportedPortal(string Alias, string Url, string Region)
{
    /// <summary>The region in which its sessions work unless they have their own.</summary>
    internal string? DefaultRegion { get; init; }

    /// <summary>Whether others know it by this name, so that the same portal under another name is not it.</summary>
    internal bool IsKnownByName { get; init; }

    /// <summary>What is to be known about it.</summary>
    internal string? Note { get; init; }

    /// <summary>Its sessions.</summary>
    internal List<ImportedSession> Sessions { get; } = [];
}

/// <summary>A session in a file of another tool.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="AccountId">12 digits.</param>
/// <param name="RoleName">The role as the portal names it.</param>
internal sealed record ImportedSession(string Name, string AccountId, string RoleName)
{
    /// <summary>The name of the account.</summary>
    internal string? AccountName { get; init; }

    /// <summary>The e-mail address of the account.</summary>
    internal string? AccountEmail { get; init; }

    /// <summary>Its own region.</summary>
    internal string? Region { get; init; }

    /// <summary>The profile name it shall have; null where this module gives it one.</summary>
    internal string? Profile { get; init; }

    /// <summary>What is to be known about it.</summary>
    internal string? Note { get; init; }
}

/// <summary>A session in a file of another tool that assumes a role with the keys of another one.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Parent">The session whose keys assume the role.</param>
/// <param name="RoleArn">The role.</param>
internal sealed record ImportedChain(string Name, ImportedSession Parent, string RoleArn)
{
    /// <summary>What the trust policy of the role demands beside the caller.</summary>
    internal string? ExternalId { get; init; }

    /// <summary>The name under which AWS logs what is done with the keys; null where this module gives it one.</summary>
    internal string? RoleSessionName { get; init; }

    /// <summary>The chained one whose keys assume the role instead of those of <see cref="Parent"/>, which is further up then.</summary>
    internal ImportedChain? Above { get; init; }

    /// <summary>How long keys shall live; null where it does not say, or what nobody grants.</summary>
    internal TimeSpan? Duration { get; init; }

    /// <summary>The id of the session for which this module wrote it; null where somebody else did.</summary>
    internal string? WrittenFor { get; init; }

    /// <summary>Whether AWS tools find it in the AWS config, where it stays as it is.</summary>
    internal bool IsInConfig { get; init; }

    /// <summary>Its own region.</summary>
    internal string? Region { get; init; }

    /// <summary>The profile name it shall have; null where this module gives it one.</summary>
    internal string? Profile { get; init; }

    /// <summary>What is to be known about it.</summary>
    internal string? Note { get; init; }
}
