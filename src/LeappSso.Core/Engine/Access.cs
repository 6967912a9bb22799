using System.Globalization;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The login a command works with: found, renewed, or new; and whether it is already kept.</summary>
internal sealed class Access(
    IntegrationEntry integration, INewLogin newLogin, TokenSource tokens, LoginStores stores, KeyShelf keys, IEngineLog log)
{
    private readonly LoginGoal _goal = Catalog.GoalOf(integration);
    private readonly SsoEndpoint _endpoint = Catalog.EndpointOf(integration);
    private bool _refused;

    /// <summary>The login; null before <see cref="OpenAsync"/>.</summary>
    internal SsoToken? Token { get; private set; }

    /// <summary>Whether a person has logged in for this command.</summary>
    internal bool IsFresh { get; private set; }

    /// <summary>Whether the login of a person is not kept yet.</summary>
    internal bool IsUnkept { get; private set; }

    /// <summary>Gets a login.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        await stores.Of(_goal).OpenAsync(cancellationToken).ConfigureAwait(false);
        Token = newLogin.IsDemanded ? null : await tokens.FindAsync(_goal, _endpoint, null, cancellationToken).ConfigureAwait(false);
        if (Token is null)
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            string end = Token.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            log.Verbose($"The login of '{_goal.Integration}' that is kept is used; it is valid until {end}.");
        }
    }

    /// <summary>Gets another login after the service refused the present one (HTTP 401): renewed once, else a new one, once.</summary>
    /// <param name="refusal">What the service said.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task RenewAsync(ServiceException refusal, CancellationToken cancellationToken)
    {
        if (IsFresh)
        {
            // What the portal refuses is of no use to the next command either.
            IsUnkept = false;
            throw new LeappException(
                LeappErrorCode.NotLoggedIn,
                $"The portal does not accept the login of '{_goal.Integration}' that was just made. {refusal.Describe()}."
                + $" Check that {_goal.PortalUrl} is administered in {_goal.Region}; the integration and its sessions are kept.",
                _goal.Integration);
        }

        log.Verbose($"The portal no longer accepts the login of '{_goal.Integration}' (HTTP 401).");
        Token = _refused ? null : await tokens.FindAsync(_goal, _endpoint, Token!.AccessToken, cancellationToken).ConfigureAwait(false);
        _refused = true;
        if (Token is null)
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps the login of a person, if that is still to be done. A stopped command keeps it too.</summary>
    internal async Task KeepAsync()
    {
        if (!IsUnkept)
        {
            return;
        }

        IsUnkept = false;
        ITokenStore store = stores.Of(_goal);
        // A renewal that is on its way elsewhere must not come after this login.
        using IDisposable? held = await LockAsync().ConfigureAwait(false);
        if (store.Read(_goal.Integration).Token is { } other && !TokenSource.Belongs(other, _goal))
        {
            log.Warning($"The login that was kept under the name '{_goal.Integration}' was for {VisibleText.Of(other.StartUrl)}"
                + $" ({VisibleText.Of(other.Region ?? "no region")}); it is replaced by the new one for {_goal.PortalUrl}.");
        }

        // First, since another person may have logged in, whose keys must not be those of the last one.
        keys.Forget(_goal.Integration);
        store.Write(_goal.Integration, Token!);
    }

    private async Task<IDisposable?> LockAsync()
    {
        try
        {
            return await stores.Of(_goal).LockAsync(_goal.Integration, CancellationToken.None).ConfigureAwait(false);
        }
        catch (LeappException busy) when (busy.Code == LeappErrorCode.Locked)
        {
            log.Verbose(busy.Message);
            return null;
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (newLogin.IsDemanded)
        {
            Begin(await newLogin.GetAsync(integration, cancellationToken).ConfigureAwait(false));
            return;
        }

        string? present = tokens.Peek(_goal)?.AccessToken;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<SsoToken> asked = newLogin.GetAsync(integration, stop.Token);
        Task<SsoToken> elsewhere = tokens.WaitForOtherAsync(_goal, present, stop.Token);
        await Task.WhenAny(asked, elsewhere).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        // Both have ended when the command goes on; a login of one's own counts first.
        await ((Task)Task.WhenAll(asked, elsewhere)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (elsewhere.IsCompletedSuccessfully && !asked.IsCompletedSuccessfully)
        {
            log.Verbose($"Another process has logged in to '{_goal.Integration}' meanwhile; its login is used.");
            Token = await elsewhere.ConfigureAwait(false);
            return;
        }

        Begin(await asked.ConfigureAwait(false));
    }

    private void Begin(SsoToken token)
    {
        Token = token;
        IsFresh = true;
        IsUnkept = true;
    }
}
