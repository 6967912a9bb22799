namespace LeappSso;

/// <summary>An AWS access portal (IAM Identity Center) and how to log in to it.</summary>
public sealed record LeappSsoIntegration
{
    /// <summary>The name of the integration, which is also the name of its <c>sso-session</c> in the AWS config.</summary>
    public required string Alias { get; init; }

    /// <summary>The address of the access portal.</summary>
    public required string PortalUrl { get; init; }

    /// <summary>The region in which the portal is administered. It serves login and listing only.</summary>
    public required string Region { get; init; }

    /// <summary>Whether there is a login.</summary>
    public LeappIntegrationStatus Status { get; init; }

    /// <summary>When the access token ends (UTC); null without a token.</summary>
    public DateTimeOffset? TokenExpiresAt { get; init; }

    /// <summary>When accounts and roles were last listed completely (UTC); null if never.</summary>
    public DateTimeOffset? LastSync { get; init; }

    /// <summary>The number of known sessions.</summary>
    public int SessionCount { get; init; }

    /// <summary>The region in which sessions work unless they have their own; null if none was given.</summary>
    public string? DefaultRegion { get; init; }

    /// <summary>How profile names are made from <c>{AccountName}</c>, <c>{AccountId}</c>, <c>{RoleName}</c> and <c>{Integration}</c>.</summary>
    public required string ProfileNameTemplate { get; init; }

    /// <summary>How sessions are activated unless they have their own method.</summary>
    public LeappMethod Method { get; init; }

    /// <summary>How a person logs in unless the command says otherwise.</summary>
    public LeappLoginMethod LoginMethod { get; init; }

    /// <summary>Where its login is kept.</summary>
    public LeappTokenStore TokenStore { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Alias;
}
