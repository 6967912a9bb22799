using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>The login service over the generated client.</summary>
internal sealed class OidcAdapter(IAmazonSSOOIDC client, Uri address) : ISsoOidc
{
    // The service refuses blanks and letters beyond ASCII here (https://github.com/aws/aws-cli/issues/7643).
    private const string ClientName = "LeappSso";
    private const string DeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <inheritdoc/>
    public Uri AuthorizePage { get; } = new(address.AbsoluteUri.TrimEnd('/') + "/authorize");

    /// <inheritdoc/>
    public async Task<ClientRegistration> RegisterClientAsync(Ports.ClientRegistrationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RegisterClientRequest call = new()
        {
            ClientName = ClientName,
            ClientType = "public",
            Scopes = [.. request.Scopes],
            GrantTypes = request.GrantTypes is null ? null : [.. request.GrantTypes],
            RedirectUris = request.RedirectUri is null ? null : [request.RedirectUri],
            IssuerUrl = request.IssuerUrl,
        };
        RegisterClientResponse answer = await ServiceFaults.TranslateAsync(
            "RegisterClient", address, () => client.RegisterClientAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(answer.ClientId) || string.IsNullOrEmpty(answer.ClientSecret)
            ? throw ServiceFaults.Incomplete("RegisterClient", address)
            : new ClientRegistration(
                answer.ClientId, answer.ClientSecret, EpochTime.FromSeconds(answer.ClientSecretExpiresAt) ?? EpochTime.Latest);
    }

    /// <inheritdoc/>
    public async Task<DeviceAuthorization> StartDeviceAuthorizationAsync(
        ClientRegistration registration, string startUrl, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registration);
        StartDeviceAuthorizationRequest call = new()
        {
            ClientId = registration.ClientId,
            ClientSecret = registration.ClientSecret,
            StartUrl = startUrl,
        };
        StartDeviceAuthorizationResponse answer = await ServiceFaults.TranslateAsync(
            "StartDeviceAuthorization", address, () => client.StartDeviceAuthorizationAsync(call, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(answer.DeviceCode) || string.IsNullOrEmpty(answer.VerificationUri)
            || !IsAddress(answer.VerificationUri) || (!string.IsNullOrEmpty(answer.VerificationUriComplete) && !IsAddress(answer.VerificationUriComplete))
            ? throw ServiceFaults.Incomplete("StartDeviceAuthorization", address)
            : new DeviceAuthorization(
                answer.DeviceCode,
                answer.UserCode ?? string.Empty,
                answer.VerificationUri,
                string.IsNullOrEmpty(answer.VerificationUriComplete) ? null : answer.VerificationUriComplete,
                TimeSpan.FromSeconds(answer.ExpiresIn.GetValueOrDefault()),
                answer.Interval is > 0 and int seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <inheritdoc/>
    public async Task<TokenAnswer> CreateTokenAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CreateTokenRequest call = new() { ClientId = request.Client.ClientId, ClientSecret = request.Client.ClientSecret };
        switch (request)
        {
            case DeviceCodeTokenRequest device:
                call.GrantType = DeviceCodeGrant;
                call.DeviceCode = device.DeviceCode;
                break;
            case AuthorizationCodeTokenRequest code:
                call.GrantType = "authorization_code";
                call.Code = code.Code;
                call.CodeVerifier = code.CodeVerifier;
                call.RedirectUri = code.RedirectUri;
                break;
            case Ports.RefreshTokenRequest refresh:
                call.GrantType = "refresh_token";
                call.RefreshToken = refresh.RefreshToken;
                break;
            default:
                throw new ArgumentException($"Unknown token request {request.GetType().Name}.", nameof(request));
        }

        CreateTokenResponse answer = await ServiceFaults.TranslateAsync(
            "CreateToken", address, () => client.CreateTokenAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(answer.AccessToken)
            ? throw ServiceFaults.Incomplete("CreateToken", address)
            : new TokenAnswer(
                answer.AccessToken,
                TimeSpan.FromSeconds(answer.ExpiresIn.GetValueOrDefault()),
                string.IsNullOrEmpty(answer.RefreshToken) ? null : answer.RefreshToken);
    }

    private static bool IsAddress(string text) => WebAddress.TryRead(text, out _);
}
