namespace LeappSso.Engine;

/// <summary>What a person gives to add an integration. Null is "not given".</summary>
public sealed record IntegrationSettings
{
    /// <summary>The name of the integration.</summary>
    public required string Alias { get; init; }

    /// <summary>The address of the access portal, as typed.</summary>
    public required string PortalUrl { get; init; }

    /// <summary>The region in which the portal is administered; may be left out where the address names it.</summary>
    public string? Region { get; init; }

    /// <summary>The region in which sessions work unless they have their own.</summary>
    public string? DefaultRegion { get; init; }

    /// <summary>How profile names are made.</summary>
    public string? ProfileNameTemplate { get; init; }

    /// <summary>How sessions are activated unless they have their own method.</summary>
    public LeappMethod? Method { get; init; }

    /// <summary>How a person logs in unless the command says otherwise.</summary>
    public LeappLoginMethod? LoginMethod { get; init; }

    /// <summary>Where the login is kept.</summary>
    public LeappTokenStore? TokenStore { get; init; }
}
