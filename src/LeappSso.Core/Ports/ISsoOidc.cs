namespace LeappSso.Ports;

/// <summary>The login service of IAM Identity Center (API <c>sso-oidc</c>). Failures are <see cref="ServiceException"/>.</summary>
public interface ISsoOidc
{
    /// <summary>The page on which a person allows a login with authorization code.</summary>
    Uri AuthorizePage { get; }

    /// <summary>Registers this program as a public client.</summary>
    /// <param name="request">For which login.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ClientRegistration> RegisterClientAsync(ClientRegistrationRequest request, CancellationToken cancellationToken);

    /// <summary>Starts a login with device code.</summary>
    /// <param name="client">A client registered for device codes.</param>
    /// <param name="startUrl">The address of the portal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<DeviceAuthorization> StartDeviceAuthorizationAsync(
        ClientRegistration client, string startUrl, CancellationToken cancellationToken);

    /// <summary>Exchanges a device code, an authorization code or a refresh token for an access token.</summary>
    /// <param name="request">What is exchanged.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TokenAnswer> CreateTokenAsync(TokenRequest request, CancellationToken cancellationToken);
}
