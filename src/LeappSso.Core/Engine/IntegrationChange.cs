namespace LeappSso.Engine;

/// <summary>What is to become of the settings of an integration. Null is "not given".</summary>
public sealed record IntegrationChange
{
    /// <summary>The name of the integration.</summary>
    public required string Alias { get; init; }

    /// <summary>The address of the access portal, as typed.</summary>
    public string? PortalUrl { get; init; }

    /// <summary>The region in which the portal is administered.</summary>
    public string? Region { get; init; }

    /// <summary>The region in which sessions work unless they have their own; empty for none.</summary>
    public string? DefaultRegion { get; init; }

    /// <summary>How profile names of new sessions are made; empty for the default.</summary>
    public string? ProfileNameTemplate { get; init; }

    /// <summary>How sessions are activated unless they have their own method.</summary>
    public LeappMethod? Method { get; init; }

    /// <summary>How a person logs in unless the command says otherwise.</summary>
    public LeappLoginMethod? LoginMethod { get; init; }

    /// <summary>Where the login is kept.</summary>
    public LeappTokenStore? TokenStore { get; init; }

    /// <summary>Whether nothing at all is given.</summary>
    internal bool IsEmpty =>
        PortalUrl is null && Region is null && DefaultRegion is null && ProfileNameTemplate is null && Method is null && LoginMethod is null && TokenStore is null;

    /// <summary>Whether what is written for sessions can follow from it.</summary>
    internal bool ReachesSessions => DefaultRegion is not null || Method is not null || TokenStore is not null;
}

/// <summary>What a change of an integration would do.</summary>
/// <param name="Alias">Its alias, as stored.</param>
/// <param name="PortalUrl">The address of its portal, as it is before.</param>
/// <param name="NewPortalUrl">The address after it.</param>
/// <param name="NewRegion">The region of the portal after it.</param>
/// <param name="EndsLogin">Whether it ends the login, since the portal or its region is another one.</param>
/// <param name="ActiveSessions">How many active sessions it stops, where it ends the login, or else writes anew.</param>
/// <param name="IsNew">Whether there is none of this alias yet.</param>
public sealed record IntegrationForecast(
    string Alias, string PortalUrl, string NewPortalUrl, string NewRegion, bool EndsLogin, int ActiveSessions, bool IsNew = false);
