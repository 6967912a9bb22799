namespace LeappSso.Login;

/// <summary>
/// The login of one integration, with the members that AWS CLI v2 keeps in <c>~/.aws/sso/cache</c>.
/// A class and not a record, so that no text form of it can show a secret.
/// </summary>
public sealed class SsoToken
{
    /// <summary>The address of the portal, as configured.</summary>
    public required string StartUrl { get; init; }

    /// <summary>The region of the portal; null in files of tools that do not write it.</summary>
    public string? Region { get; init; }

    /// <summary>The secret that the portal accepts.</summary>
    public required string AccessToken { get; init; }

    /// <summary>When the access token ends (UTC, whole seconds in the file).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The registered client the token was given to; needed to renew it.</summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of that client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>When the registration of that client ends (UTC).</summary>
    public DateTimeOffset? RegistrationExpiresAt { get; init; }

    /// <summary>The secret that gets a new access token; null if the service gave none.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Members that this module does not know, as raw JSON by name; kept when the file is rewritten.</summary>
    public IReadOnlyDictionary<string, string> OtherMembers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the access token is still good for some time.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="margin">How much life must be left.</param>
    public bool IsValid(DateTimeOffset now, TimeSpan margin) => AccessToken.Length > 0 && ExpiresAt - now > margin;

    /// <summary>Whether a new access token can be had without a person.</summary>
    /// <param name="now">The present time.</param>
    public bool IsRefreshable(DateTimeOffset now) =>
        !string.IsNullOrEmpty(RefreshToken) && !string.IsNullOrEmpty(ClientId) && !string.IsNullOrEmpty(ClientSecret)
        && RegistrationExpiresAt > now;

    /// <inheritdoc/>
    public override string ToString() => $"token of {StartUrl} until {ExpiresAt:u}";
}
