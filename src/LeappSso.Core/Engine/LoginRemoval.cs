using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Removes a login from this machine, wherever it is kept.</summary>
/// <param name="integration">The integration.</param>
/// <param name="stores">Where logins are kept.</param>
/// <param name="tokens">Finds a login.</param>
/// <param name="farewell">Tells AWS of it later.</param>
/// <param name="log">Where it tells what it does.</param>
internal sealed class LoginRemoval(IntegrationEntry integration, LoginStores stores, TokenSource tokens, Farewell farewell, IEngineLog log)
{
    /// <summary>Removes the login; AWS is still to be told.</summary>
    /// <param name="goal">Where it is kept.</param>
    /// <param name="token">What is kept there; null if there is no login.</param>
    /// <param name="staysKnown">Whether another PowerShell session can end the login that it may have, after this command.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>Why it could not be removed, which is told when all the rest is removed; null if it was.</returns>
    internal async Task<LeappException?> RunAsync(LoginGoal goal, SsoToken? token, bool staysKnown, CancellationToken cancellationToken)
    {
        ITokenStore store = stores.Of(goal);
        try
        {
            if (token is null && goal.Store == LeappTokenStore.Shared)
            {
                await store.DropRemainsAsync(integration.Alias, cancellationToken).ConfigureAwait(false);
                return null;
            }

            // A renewal that is on its way elsewhere must not bring it back, and what it has brought is what lives at AWS.
            using IDisposable held = await store.LockAsync(integration.Alias, cancellationToken).ConfigureAwait(false);
            token = tokens.Peek(goal) ?? token;
            if (store.Delete(integration.Alias))
            {
                log.Verbose($"The login of '{integration.Alias}' and the keys that came by it are removed from this machine.");
            }
            else if (goal.Store == LeappTokenStore.Memory)
            {
                log.Warning(MemoryTokenStore.Elsewhere(integration.Alias, staysKnown));
            }

            return null;
        }
        catch (LeappException failure)
        {
            return new LeappException(
                failure.Code,
                $"{failure.Message} Everything else of the login of '{integration.Alias}' is removed"
                + (goal.Store == LeappTokenStore.Shared ? "; remove that file yourself." : "; run the command again for the rest."),
                failure.Target);
        }
        finally
        {
            farewell.Remember(token);
        }
    }

    /// <summary>Removes what else a store holds of the integration.</summary>
    /// <param name="goal">The store.</param>
    /// <returns>Why that could not be; null if it was.</returns>
    internal LeappException? TryClear(LoginGoal goal)
    {
        try
        {
            stores.Clear(goal);
            return null;
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            return failure;
        }
    }
}
