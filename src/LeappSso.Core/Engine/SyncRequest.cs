namespace LeappSso.Engine;

/// <summary>What a person gives to map again.</summary>
public sealed record SyncRequest
{
    /// <summary>The alias of the integration; null where there is only one.</summary>
    public string? Alias { get; init; }

    /// <summary>How long the listing may take; null for as long as it needs.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether everything is asked, also what a listing that did not come to its end has answered.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the listing may remove most of what is known.</summary>
    public bool AllowRemoval { get; init; }
}
