using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Tells AWS that a login ends.</summary>
/// <param name="services">Reaches AWS.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
internal sealed class Farewell(Lazy<IAwsServices> services, IEngineLog log, TimeProvider time)
{
    private readonly List<SsoToken> _ended = [];

    /// <summary>Remembers a login that ends here.</summary>
    /// <param name="token">The login; null if there was none.</param>
    internal void Remember(SsoToken? token)
    {
        if (token is not null && _ended.TrueForAll(t => t.AccessToken != token.AccessToken))
        {
            _ended.Add(token);
        }
    }

    /// <summary>Tells AWS of what was remembered; that it cannot be told is a warning.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task TellAsync(IntegrationEntry integration, CancellationToken cancellationToken)
    {
        foreach (SsoToken token in _ended)
        {
            await TellAsync(integration, token, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(IntegrationEntry integration, SsoToken token, CancellationToken cancellationToken)
    {
        log.Verbose($"Telling AWS that the login of '{integration.Alias}' ends.");
        try
        {
            await LogoutAsync(Catalog.EndpointOf(integration), token, cancellationToken).ConfigureAwait(false);
            log.Verbose($"AWS was told that the login of '{integration.Alias}' ends.");
        }
        catch (ServiceException refusal) when (refusal.Fault is ServiceFault.Unauthorized or ServiceFault.InvalidGrant or ServiceFault.ExpiredCode)
        {
            log.Verbose($"AWS had already ended the login of '{integration.Alias}'.");
        }
        catch (LeappException failure)
        {
            log.Warning($"AWS could not be told that the login of '{integration.Alias}' ends: {failure.Message}");
        }
        catch (ServiceException failure)
        {
            log.Warning($"AWS could not be told that the login of '{integration.Alias}' ends, so it lives on there until it expires. {failure.Describe()}."
                + " On this machine everything of it is removed all the same.");
        }
    }

    /// <summary>Logs out. AWS takes no access token whose time is over, while the login itself lives on for as long as it can be renewed.</summary>
    private async Task LogoutAsync(SsoEndpoint endpoint, SsoToken token, CancellationToken cancellationToken)
    {
        ISsoPortal portal = services.Value.Portal(endpoint);
        try
        {
            await portal.LogoutAsync(token.AccessToken, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refusal) when (refusal.Fault == ServiceFault.Unauthorized && token.IsRefreshable(time.GetUtcNow()))
        {
            ClientRegistration client = new(token.ClientId!, token.ClientSecret!, token.RegistrationExpiresAt!.Value);
            TokenAnswer renewed = await services.Value.Oidc(endpoint)
                .CreateTokenAsync(new RefreshTokenRequest(client, token.RefreshToken!), cancellationToken).ConfigureAwait(false);
            await portal.LogoutAsync(renewed.AccessToken, cancellationToken).ConfigureAwait(false);
        }
    }
}
