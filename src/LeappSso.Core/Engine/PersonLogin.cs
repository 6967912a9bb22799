using LeappSso.Login;
using LeappSso.Platform;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Logs a person in, by browser or by device code.</summary>
internal sealed class PersonLogin(
    Lazy<IAwsServices> services, RegistrationStore registrations, IBrowser browser, IEngineLog log, TimeProvider time)
{
    /// <summary>Logs in.</summary>
    /// <param name="goal">The portal.</param>
    /// <param name="endpoint">Where its services are.</param>
    /// <param name="method">The way; <see cref="LeappLoginMethod.Auto"/> decides by the surroundings.</param>
    /// <param name="request">What the person gave.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    internal async Task<SsoToken> RunAsync(
        LoginGoal goal, SsoEndpoint endpoint, LeappLoginMethod method, ConnectRequest request, CancellationToken cancellationToken)
    {
        LeappLoginMethod way = Choose(method);
        ISsoOidc oidc = services.Value.Oidc(endpoint);
        string key = RegistrationStore.KeyOf(goal.PortalUrl, goal.Region, way);
        ClientRegistration? known = registrations.Find(key);
        ClientRegistration? registered = null;
        DateTimeOffset deadline = time.GetUtcNow() + request.Timeout;
        LoginRunner runner = new(oidc, browser, log, time);
        SsoToken token;
        if (way == LeappLoginMethod.Browser)
        {
            LoopbackListener listener = new(BrowserLogin.CallbackPath, request.RedirectPort, time);
            await using (listener.ConfigureAwait(false))
            {
                BrowserLogin login = new(goal, known, deadline, oidc.AuthorizePage, listener.RedirectUri);
                token = await runner.RunAsync(login, goal, listener, !request.NoBrowser, r => registered = r, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            DeviceCodeLogin login = new(goal, known, deadline);
            token = await runner.RunAsync(
                login, goal, null, !request.NoBrowser && browser.IsLikely, r => registered = r, cancellationToken).ConfigureAwait(false);
        }

        if (registered is not null)
        {
            await KeepAsync(key, registered, cancellationToken).ConfigureAwait(false);
        }

        return token;
    }

    private LeappLoginMethod Choose(LeappLoginMethod method)
    {
        if (method != LeappLoginMethod.Auto)
        {
            return method;
        }

        if (browser.IsLikely)
        {
            return LeappLoginMethod.Browser;
        }

        log.Verbose("No browser on this machine is likely to come back here, so the login goes by device code (-LoginMethod Browser insists).");
        return LeappLoginMethod.DeviceCode;
    }

    /// <summary>Keeps a registration for the next login; a login that succeeded does not fail for it.</summary>
    private async Task KeepAsync(string key, ClientRegistration registration, CancellationToken cancellationToken)
    {
        try
        {
            await registrations.KeepAsync(key, registration, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeappException)
        {
            log.Verbose($"The client registration could not be kept, so the next login registers anew: {e.Message}");
        }
    }
}
