namespace LeappSso;

/// <summary>What a listing changed in the known sessions.</summary>
public sealed record LeappSyncResult
{
    /// <summary>The alias of the integration.</summary>
    public required string Integration { get; init; }

    /// <summary>Sessions that were not known before.</summary>
    public int Added { get; init; }

    /// <summary>Sessions that are gone.</summary>
    public int Removed { get; init; }

    /// <summary>Sessions whose account name or e-mail address changed.</summary>
    public int Changed { get; init; }

    /// <summary>Sessions that are as before.</summary>
    public int Unchanged { get; init; }

    /// <summary>Accounts whose roles could not be listed; their sessions are kept as they were.</summary>
    public int Failed { get; init; }

    /// <summary>Accounts the portal listed.</summary>
    public int Accounts { get; init; }

    /// <summary>How long the listing took.</summary>
    public TimeSpan Duration { get; init; }
}
