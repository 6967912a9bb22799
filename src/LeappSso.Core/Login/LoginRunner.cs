using LeappSso.Calls;
using LeappSso.Ports;

namespace LeappSso.Login;

/// <summary>Carries out the steps of a login machine with the real ports.</summary>
internal sealed class LoginRunner(ISsoOidc oidc, IBrowser browser, IEngineLog log, TimeProvider time)
{
    private readonly CallPolicy _calls = new(time, log);

    /// <summary>Logs in.</summary>
    /// <param name="machine">The login.</param>
    /// <param name="goal">For what one logs in.</param>
    /// <param name="listener">The bound listener of a browser login; null for a device login.</param>
    /// <param name="openBrowser">Whether a browser is opened, or the address only shown.</param>
    /// <param name="registered">Told of each new registration.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    internal async Task<SsoToken> RunAsync(
        LoginMachine machine,
        LoginGoal goal,
        ICallbackListener? listener,
        bool openBrowser,
        Action<ClientRegistration> registered,
        CancellationToken cancellationToken)
    {
        LoginEvent happened = new LoginEvent.Begin();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LoginStep step = machine.Next(happened, time.GetUtcNow());
            switch (step)
            {
                case LoginStep.Done done:
                    return done.Token;
                case LoginStep.Fail fail:
                    throw fail.Reason;
                case LoginStep.Show show:
                    Show(show, goal, listener, openBrowser);
                    happened = new LoginEvent.Shown();
                    break;
                default:
                    happened = await PerformAsync(step, goal, listener, registered, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task<LoginEvent> PerformAsync(
        LoginStep step,
        LoginGoal goal,
        ICallbackListener? listener,
        Action<ClientRegistration> registered,
        CancellationToken cancellationToken)
    {
        try
        {
            switch (step)
            {
                case LoginStep.Register register:
                    log.Verbose($"Registering as a client of {goal.PortalUrl} in {goal.Region}.");
                    ClientRegistration client = await _calls.CallAsync(
                        token => oidc.RegisterClientAsync(register.Request, token), cancellationToken).ConfigureAwait(false);
                    registered(client);
                    return new LoginEvent.Registered(client);
                case LoginStep.StartDevice start:
                    log.Verbose($"Asking for a device code for {goal.PortalUrl}.");
                    return new LoginEvent.DeviceStarted(await _calls.CallAsync(
                        token => oidc.StartDeviceAuthorizationAsync(start.Client, goal.SignInUrl, token), cancellationToken).ConfigureAwait(false));
                case LoginStep.CreateToken { Request: AuthorizationCodeTokenRequest request }:
                    return new LoginEvent.TokenGiven(await _calls.CallAsync(
                        token => oidc.CreateTokenAsync(request, token), cancellationToken).ConfigureAwait(false));
                case LoginStep.CreateToken create:
                    // A device login asks again by rules of its own.
                    return new LoginEvent.TokenGiven(await oidc.CreateTokenAsync(create.Request, cancellationToken).ConfigureAwait(false));
                case LoginStep.Wait wait:
                    await Task.Delay(wait.Delay, time, cancellationToken).ConfigureAwait(false);
                    return new LoginEvent.TimePassed();
                case LoginStep.AwaitCallback callback:
                    return await AwaitCallbackAsync(callback, listener!, cancellationToken).ConfigureAwait(false);
                default:
                    throw new InvalidOperationException($"Unknown login step {step.GetType().Name}.");
            }
        }
        catch (ServiceException refusal)
        {
            return new LoginEvent.Refused(refusal);
        }
    }

    private async Task<LoginEvent> AwaitCallbackAsync(
        LoginStep.AwaitCallback callback, ICallbackListener listener, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(callback.Limit > TimeSpan.Zero ? callback.Limit : TimeSpan.Zero, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return new LoginEvent.CalledBack(await listener.WaitAsync(callback.Accept, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new LoginEvent.TimePassed();
        }
    }

    /// <summary>
    /// Shows the address to the person and opens it. The address of a browser login holds what makes its answer count, so the browser, whose
    /// command line others can read, fetches it from the listener.
    /// </summary>
    private void Show(LoginStep.Show show, LoginGoal goal, ICallbackListener? listener, bool openBrowser)
    {
        log.ShowLogin(new LoginPrompt(goal.Integration, show.Address, show.UserCode, show.ExpiresIn, openBrowser));
        if (!openBrowser)
        {
            return;
        }

        Uri address = listener is null || browser.SeesPortsLate ? show.Address : listener.SendOn(show.Address);
        if (browser.Open(address, TellOfFailure) is { } problem)
        {
            TellOfFailure(problem);
        }
    }

    private void TellOfFailure(string problem) =>
        log.Warning($"No browser could be opened: {problem}. Open the address by hand.");
}
