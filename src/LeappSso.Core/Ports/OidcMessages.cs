namespace LeappSso.Ports;

/// <summary>Asks for a client registration.</summary>
/// <param name="GrantTypes">The OAuth grants the client will use; null for the device code, as AWS CLI leaves them out there.</param>
/// <param name="RedirectUri">Where the browser returns to, without port; null for the device code.</param>
/// <param name="IssuerUrl">The address of the portal; null for the device code.</param>
/// <param name="Scopes">What the token may be used for.</param>
public sealed record ClientRegistrationRequest(
    IReadOnlyList<string>? GrantTypes, string? RedirectUri, string? IssuerUrl, IReadOnlyList<string> Scopes);

/// <summary>A registered public client. A class, so that no text form shows its secret.</summary>
/// <param name="clientId">The id the service gave.</param>
/// <param name="clientSecret">The secret the service gave.</param>
/// <param name="expiresAt">When the registration ends (UTC).</param>
public sealed class ClientRegistration(string clientId, string clientSecret, DateTimeOffset expiresAt)
{
    /// <summary>The id the service gave.</summary>
    public string ClientId { get; } = clientId;

    /// <summary>The secret the service gave.</summary>
    public string ClientSecret { get; } = clientSecret;

    /// <summary>When the registration ends (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}

/// <summary>A started login with device code. A class, so that no text form shows its code.</summary>
/// <param name="deviceCode">The secret that is polled with.</param>
/// <param name="userCode">The code the person compares or types.</param>
/// <param name="verificationUri">The page on which the code is typed.</param>
/// <param name="verificationUriComplete">The same page with the code filled in; null if the service gave none.</param>
/// <param name="expiresIn">How long the code lives; zero if the service did not say.</param>
/// <param name="interval">The least time between two polls; null if the service gave none.</param>
public sealed class DeviceAuthorization(
    string deviceCode, string userCode, string verificationUri, string? verificationUriComplete, TimeSpan expiresIn, TimeSpan? interval)
{
    /// <summary>The secret that is polled with.</summary>
    public string DeviceCode { get; } = deviceCode;

    /// <summary>The code the person compares or types.</summary>
    public string UserCode { get; } = userCode;

    /// <summary>The page on which the code is typed.</summary>
    public string VerificationUri { get; } = verificationUri;

    /// <summary>The same page with the code filled in; null if the service gave none.</summary>
    public string? VerificationUriComplete { get; } = verificationUriComplete;

    /// <summary>How long the code lives; zero if the service did not say.</summary>
    public TimeSpan ExpiresIn { get; } = expiresIn;

    /// <summary>The least time between two polls; null if the service gave none.</summary>
    public TimeSpan? Interval { get; } = interval;
}

/// <summary>Asks for a token. Classes, so that no text form shows a secret.</summary>
/// <param name="client">The registered client.</param>
public abstract class TokenRequest(ClientRegistration client)
{
    /// <summary>The registered client.</summary>
    public ClientRegistration Client { get; } = client;
}

/// <summary>Exchanges a device code (RFC 8628, section 3.4).</summary>
/// <param name="client">The registered client.</param>
/// <param name="deviceCode">The code the service gave.</param>
public sealed class DeviceCodeTokenRequest(ClientRegistration client, string deviceCode) : TokenRequest(client)
{
    /// <summary>The code the service gave.</summary>
    public string DeviceCode { get; } = deviceCode;
}

/// <summary>Exchanges an authorization code (RFC 7636, section 4.5).</summary>
/// <param name="client">The registered client.</param>
/// <param name="code">The code the browser brought.</param>
/// <param name="codeVerifier">The secret behind the challenge.</param>
/// <param name="redirectUri">Where the browser returned to, with port.</param>
public sealed class AuthorizationCodeTokenRequest(ClientRegistration client, string code, string codeVerifier, string redirectUri)
    : TokenRequest(client)
{
    /// <summary>The code the browser brought.</summary>
    public string Code { get; } = code;

    /// <summary>The secret behind the challenge.</summary>
    public string CodeVerifier { get; } = codeVerifier;

    /// <summary>Where the browser returned to, with port.</summary>
    public string RedirectUri { get; } = redirectUri;
}

/// <summary>Exchanges a refresh token (RFC 6749, section 6).</summary>
/// <param name="client">The client the token was given to.</param>
/// <param name="refreshToken">The token the service gave.</param>
public sealed class RefreshTokenRequest(ClientRegistration client, string refreshToken) : TokenRequest(client)
{
    /// <summary>The token the service gave.</summary>
    public string RefreshToken { get; } = refreshToken;
}

/// <summary>A new token. A class, so that no text form shows it.</summary>
/// <param name="accessToken">The secret that the portal accepts.</param>
/// <param name="expiresIn">How long it lives.</param>
/// <param name="refreshToken">The secret that gets the next one; null if the service gave none.</param>
public sealed class TokenAnswer(string accessToken, TimeSpan expiresIn, string? refreshToken)
{
    /// <summary>The secret that the portal accepts.</summary>
    public string AccessToken { get; } = accessToken;

    /// <summary>How long it lives.</summary>
    public TimeSpan ExpiresIn { get; } = expiresIn;

    /// <summary>The secret that gets the next one; null if the service gave none.</summary>
    public string? RefreshToken { get; } = refreshToken;
}
