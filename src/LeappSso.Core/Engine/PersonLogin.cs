using LeappSso.Login;
using LeappSso.Platform;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Logs a person in, by browser or by device code.</summary>
internal sealed class PersonLogin(
    Lazy<IAwsServices> services, LoginStores stores, IBrowser browser, IEngineLog log, TimeProvider time)
{
    private LoginMachine? _login;

    /// <summary>Logs in.</summary>
    /// <param name="goal">The portal.</param>
    /// <param name="endpoint">Where its services are.</param>
    /// <param name="method">The way; <see cref="LeappLoginMethod.Auto"/> decides by the surroundings.</param>
    /// <param name="request">What the person gave.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    internal async Task<SsoToken> RunAsync(
        LoginGoal goal, SsoEndpoint endpoint, LeappLoginMethod method, ConnectRequest request, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = time.GetUtcNow() + request.Timeout;
        using CancellationTokenSource limit = new(request.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            goal = await new CompanyDomain(services, log, time).ResolveAsync(goal, either.Token).ConfigureAwait(false);
            endpoint = endpoint with { DualStack = PortalAddress.NeedsDualStack(goal.SignInUrl) };
            return await RunAsync(goal, services.Value.Oidc(endpoint), Choose(method), request, deadline, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Nobody was asked yet, so it is the way to the service that took the time.
            throw _login?.Timeout ?? LoginFailure.From(new ServiceException(ServiceFault.Unavailable, "Login", "no answer in time"), goal);
        }
    }

    private async Task<SsoToken> RunAsync(
        LoginGoal goal, ISsoOidc oidc, LeappLoginMethod way, ConnectRequest request, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        string key = RegistrationStore.KeyOf(goal.SignInUrl, goal.Region, way);
        IRegistrations registrations = stores.RegistrationsOf(goal);
        ClientRegistration? known = await registrations.FindAsync(key, cancellationToken).ConfigureAwait(false);
        ClientRegistration? registered = null;
        LoginRunner runner = new(oidc, browser, log, time);
        SsoToken token;
        try
        {
            token = way == LeappLoginMethod.Browser
                ? await InBrowserAsync(runner, goal, known, oidc.AuthorizePage, request, deadline, r => registered = r, cancellationToken).ConfigureAwait(false)
                : await ByDeviceCodeAsync(runner, goal, known, request, deadline, r => registered = r, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (known is not null && registered is null)
        {
            // A page that says 'invalid client' is seen by the person alone, who then gives up: the next login registers anew.
            await ForgetAsync(registrations, key).ConfigureAwait(false);
            throw;
        }

        if (registered is not null)
        {
            await KeepAsync(registrations, key, registered, cancellationToken).ConfigureAwait(false);
        }

        return token;
    }

    private async Task<SsoToken> InBrowserAsync(
        LoginRunner runner,
        LoginGoal goal,
        ClientRegistration? known,
        Uri authorizePage,
        ConnectRequest request,
        DateTimeOffset deadline,
        Action<ClientRegistration> registered,
        CancellationToken cancellationToken)
    {
        LoopbackListener listener = new(BrowserLogin.CallbackPath, request.RedirectPort, time);
        await using (listener.ConfigureAwait(false))
        {
            _login = new BrowserLogin(goal, known, deadline, authorizePage, listener.RedirectUri);
            return await runner.RunAsync(_login, goal, listener, !request.NoBrowser, registered, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<SsoToken> ByDeviceCodeAsync(
        LoginRunner runner,
        LoginGoal goal,
        ClientRegistration? known,
        ConnectRequest request,
        DateTimeOffset deadline,
        Action<ClientRegistration> registered,
        CancellationToken cancellationToken) => runner.RunAsync(
            _login = new DeviceCodeLogin(goal, known, deadline), goal, null, !request.NoBrowser && browser.IsLikely, registered, cancellationToken);

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

    /// <summary>Forgets a registration. The command may have been stopped, but the lock has a limit of its own.</summary>
    private async Task ForgetAsync(IRegistrations registrations, string key)
    {
        try
        {
            await registrations.ForgetAsync(key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeappException)
        {
            log.Verbose($"The client registration could not be forgotten: {e.Message}");
        }
    }

    /// <summary>Keeps a registration for the next login; a login that succeeded does not fail for it.</summary>
    private async Task KeepAsync(IRegistrations registrations, string key, ClientRegistration registration, CancellationToken cancellationToken)
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
