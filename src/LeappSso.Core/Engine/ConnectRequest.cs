namespace LeappSso.Engine;

/// <summary>What a person gives to log in and map.</summary>
public sealed record ConnectRequest
{
    /// <summary>The alias of the integration; null where there is only one.</summary>
    public string? Alias { get; init; }

    /// <summary>How to log in; null for what the integration says.</summary>
    public LeappLoginMethod? LoginMethod { get; init; }

    /// <summary>Whether the address is only shown and no browser is opened.</summary>
    public bool NoBrowser { get; init; }

    /// <summary>The port the browser comes back to; null for any free one.</summary>
    public int? RedirectPort { get; init; }

    /// <summary>How long a person may take to log in.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Whether to log in although there is a login.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the listing may remove most of what is known, and the login may be somebody else's.</summary>
    public bool AllowRemoval { get; init; }

    /// <summary>Whether there is a person who can be asked to log in.</summary>
    public bool MayAsk { get; init; } = true;
}
