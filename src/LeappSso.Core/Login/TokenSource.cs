using LeappSso.Calls;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Login;

/// <summary>Finds a usable login without a person: the one that is kept, renewed in silence when it is about to end.</summary>
internal sealed class TokenSource(LoginStores stores, Lazy<IAwsServices> services, IEngineLog log, TimeProvider time)
{
    /// <summary>A token with less life than this is renewed before it is used.</summary>
    internal static readonly TimeSpan RefreshWindow = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a stopped command still waits for the answer: the service may have used up the refresh token already, and the answer
    /// holds the only one that works from then on.
    /// </summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);

    /// <summary>How often one looks whether another process has a login while a person is asked.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);

    /// <summary>Sees to it that what is kept can be read.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.TokenStoreNotAvailable"/>.</exception>
    internal Task OpenAsync(LoginGoal goal, CancellationToken cancellationToken) => stores.Of(goal).OpenAsync(cancellationToken);

    /// <summary>The login that is kept for this portal and region; null if there is none.</summary>
    internal SsoToken? Kept(LoginGoal goal)
    {
        TokenReading reading = stores.Of(goal).Read(goal.Integration);
        if (reading.Problem is { } problem)
        {
            log.Warning(problem);
        }

        return reading.Token is { } token && Belongs(token, goal) ? token : null;
    }

    /// <summary>Whether a token is of this portal and region. A file without region is taken to be.</summary>
    internal static bool Belongs(SsoToken token, LoginGoal goal) =>
        PortalAddress.SamePortal(token.StartUrl, goal.PortalUrl)
        && (token.Region is null || string.Equals(token.Region, goal.Region, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gives a usable login, or null where only a person can get one.</summary>
    /// <param name="goal">The portal.</param>
    /// <param name="endpoint">Where its services are.</param>
    /// <param name="rejected">An access token that the service refused, so it is not used however long it should live; null if none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<SsoToken?> FindAsync(LoginGoal goal, SsoEndpoint endpoint, string? rejected, CancellationToken cancellationToken)
    {
        ITokenStore store = stores.Of(goal);
        await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        SsoToken? token = Kept(goal);
        if (IsUsable(token, rejected, RefreshWindow))
        {
            return token;
        }

        if (token is null || !token.IsRefreshable(time.GetUtcNow()))
        {
            if (token is not null && token.AccessToken == rejected && token.IsValid(time.GetUtcNow(), TimeSpan.Zero))
            {
                await BuryAsync(token, goal, cancellationToken).ConfigureAwait(false);
            }

            return IsUsable(token, rejected, TimeSpan.Zero) ? token : null;
        }

        try
        {
            using IDisposable held = await store.LockAsync(goal.Integration, cancellationToken).ConfigureAwait(false);
            token = Peek(goal);
            if (token is null || IsUsable(token, rejected, RefreshWindow) || !token.IsRefreshable(time.GetUtcNow()))
            {
                return IsUsable(token, rejected, TimeSpan.Zero) ? token : null;
            }

            return await RefreshAsync(token, goal, endpoint, rejected, cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException busy) when (busy.Code is LeappErrorCode.Locked or LeappErrorCode.WorkspaceInvalid && IsUsable(token, rejected, TimeSpan.Zero))
        {
            log.Verbose($"The login of '{goal.Integration}' still lives, so it is used as it is. {busy.Message}");
            return token;
        }
    }

    /// <summary>The login that is kept for this portal and region, without a word where what is kept cannot be used.</summary>
    internal SsoToken? Peek(LoginGoal goal) => stores.Of(goal).Read(goal.Integration).Token is { } token && Belongs(token, goal) ? token : null;

    /// <summary>
    /// Waits for a login that another process makes and keeps. Only of the shared cache: a store of the platform may ask its owner at each look.
    /// </summary>
    /// <param name="goal">The portal.</param>
    /// <param name="present">The access token that does not serve any more; null if none is kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<SsoToken> WaitForOtherAsync(LoginGoal goal, string? present, CancellationToken cancellationToken)
    {
        if (goal.Store != LeappTokenStore.Shared)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            await Task.Delay(s_look, time, cancellationToken).ConfigureAwait(false);
            if (Peek(goal) is { } other && IsUsable(other, present, TimeSpan.Zero))
            {
                return other;
            }
        }
    }

    private async Task<SsoToken?> RefreshAsync(
        SsoToken token, LoginGoal goal, SsoEndpoint endpoint, string? rejected, CancellationToken cancellationToken)
    {
        log.Verbose($"Renewing the login of '{goal.Integration}'.");
        ClientRegistration client = new(token.ClientId!, token.ClientSecret!, token.RegistrationExpiresAt!.Value);
        RefreshTokenRequest request = new(client, token.RefreshToken!);
        ISsoOidc oidc = services.Value.Oidc(endpoint);
        // With a clock from the start, so that CancelAfter goes by it too.
        using CancellationTokenSource grace = new(Timeout.InfiniteTimeSpan, time);
        using CancellationTokenRegistration stopping = cancellationToken.Register(() => grace.CancelAfter(s_grace));
        try
        {
            // While the present token lives, the command need not wait for a service in trouble.
            TokenAnswer answer = IsUsable(token, rejected, TimeSpan.Zero)
                ? await oidc.CreateTokenAsync(request, grace.Token).ConfigureAwait(false)
                : await new CallPolicy(time, log).CallAsync(stop => oidc.CreateTokenAsync(request, stop), grace.Token).ConfigureAwait(false);
            SsoToken renewed = new()
            {
                StartUrl = token.StartUrl,
                Region = token.Region ?? goal.Region,
                AccessToken = answer.AccessToken,
                ExpiresAt = time.GetUtcNow() + answer.ExpiresIn,
                ClientId = token.ClientId,
                ClientSecret = token.ClientSecret,
                RegistrationExpiresAt = token.RegistrationExpiresAt,
                RefreshToken = answer.RefreshToken ?? token.RefreshToken,
                OtherMembers = token.OtherMembers,
            };
            if (Peek(goal) is var present && present?.AccessToken != token.AccessToken)
            {
                log.Verbose($"The login of '{goal.Integration}' was ended or made anew while it was being renewed, which counts.");
                return IsUsable(present, rejected, TimeSpan.Zero) ? present : null;
            }

            stores.Of(goal).Write(goal.Integration, renewed);
            cancellationToken.ThrowIfCancellationRequested();
            return renewed;
        }
        catch (ServiceException refusal)
        {
            log.Verbose($"The login of '{goal.Integration}' could not be renewed. {refusal.Describe()}.");
            if (IsUsable(token, rejected, TimeSpan.Zero))
            {
                return token;
            }

            if (refusal.Fault == ServiceFault.InvalidGrant)
            {
                Bury(token, goal);
            }

            // Only the service's word that the login is over may lead to a new one; a fault of the way there may not.
            return refusal.Fault is ServiceFault.InvalidGrant or ServiceFault.InvalidClient or ServiceFault.InvalidRequest
                or ServiceFault.Unauthorized or ServiceFault.ExpiredCode
                ? null
                : throw (refusal.Fault == ServiceFault.Denied ? LoginFailure.RenewalDenied(goal, refusal) : LoginFailure.From(refusal, goal));
        }
    }

    private async Task BuryAsync(SsoToken token, LoginGoal goal, CancellationToken cancellationToken)
    {
        try
        {
            using IDisposable held = await stores.Of(goal).LockAsync(goal.Integration, cancellationToken).ConfigureAwait(false);
            Bury(token, goal);
        }
        catch (LeappException failure)
        {
            log.Verbose($"That the login of '{goal.Integration}' is over is not noted. {failure.Message}");
        }
    }

    /// <summary>Notes in the kept login that it is over, so that no later command tries it again. Only under the lock.</summary>
    private void Bury(SsoToken token, LoginGoal goal)
    {
        if (Peek(goal)?.AccessToken != token.AccessToken)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        stores.Of(goal).Write(goal.Integration, new SsoToken
        {
            StartUrl = token.StartUrl,
            Region = token.Region,
            AccessToken = token.AccessToken,
            ExpiresAt = token.ExpiresAt < now ? token.ExpiresAt : now,
            ClientId = token.ClientId,
            ClientSecret = token.ClientSecret,
            RegistrationExpiresAt = token.RegistrationExpiresAt,
            OtherMembers = token.OtherMembers,
        });
    }

    private bool IsUsable(SsoToken? token, string? rejected, TimeSpan margin) =>
        token is not null && token.AccessToken != rejected && token.IsValid(time.GetUtcNow(), margin);
}
