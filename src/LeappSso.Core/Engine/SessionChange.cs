namespace LeappSso.Engine;

/// <summary>What is to become of sessions. Null is "not given".</summary>
public sealed record SessionChange
{
    /// <summary>The region in which the session works; empty takes its own region away, so that the default of the integration holds.</summary>
    public string? Region { get; init; }

    /// <summary>The name of the profile.</summary>
    public string? ProfileName { get; init; }

    /// <summary>How it is activated.</summary>
    public LeappMethod? Method { get; init; }

    /// <summary>Whether it shall be usable by other programs.</summary>
    public LeappSessionStatus? Status { get; init; }

    /// <summary>Whether a profile that somebody else wrote may be taken over.</summary>
    public bool Force { get; init; }

    /// <summary>Whether what is active is only written anew, by the settings there are.</summary>
    internal bool Rewrites { get; init; }

    /// <summary>The status after the change: as given, active where nothing at all is given, else as it was.</summary>
    /// <param name="before">The status before.</param>
    internal LeappSessionStatus StatusAfter(LeappSessionStatus before) => Status
        ?? (Region is null && ProfileName is null && Method is null && !Rewrites ? LeappSessionStatus.Active : before);
}
