using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Logs out: tells AWS, removes the own token, the keys of the roles and the profiles written for the sessions. Settings stay.</summary>
internal sealed class Departure(
    IntegrationEntry integration,
    ITokenStore store,
    TokenSource tokens,
    Lazy<IAwsServices> services,
    ProfileShelf profiles,
    KeyShelf keys,
    WorkspaceStore workspace,
    IEngineLog log)
{
    /// <summary>Logs out.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    internal async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        keys.Forget(integration.Alias);
        LeappException? failure = null;
        if (tokens.Kept(Catalog.GoalOf(integration)) is { } token)
        {
            await TellAsync(token, cancellationToken).ConfigureAwait(false);
            failure = await ForgetTokenAsync(cancellationToken).ConfigureAwait(false);
        }

        ProfileSnapshot snapshot = profiles.Read();
        List<SessionPlan> plans = [.. SessionPlace.All(integration)
            .Select(place => SessionPlan.ToStop(place, place.StateIn(snapshot)))
            .Where(plan => plan.Removes != SessionTraces.None)];
        await profiles.ApplyAsync(plans, [integration.Alias], cancellationToken).ConfigureAwait(false);
        if (plans.Count > 0)
        {
            await workspace.UpdateAsync(ForgetStarts, cancellationToken).ConfigureAwait(false);
        }

        foreach (SessionPlan plan in plans.Where(p => p.Failure is not null))
        {
            log.Failure(plan.Failure!);
        }

        string[] stopped = [.. plans.Where(p => p.Failure is null).Select(p => p.Leaves).OfType<string>()];
        return failure is null ? stopped : throw failure;
    }

    /// <summary>Removes the token; what that fails with is told when all the rest is removed.</summary>
    private async Task<LeappException?> ForgetTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A renewal that is on its way elsewhere must not bring it back.
            using IDisposable held = await store.LockAsync(integration.Alias, cancellationToken).ConfigureAwait(false);
            store.Delete(integration.Alias);
            return null;
        }
        catch (LeappException failure)
        {
            return new LeappException(
                failure.Code, $"{failure.Message} Everything else of the login of '{integration.Alias}' is removed; remove that file yourself.", failure.Target);
        }
    }

    private async Task TellAsync(SsoToken token, CancellationToken cancellationToken)
    {
        try
        {
            await services.Value.Portal(Catalog.EndpointOf(integration)).LogoutAsync(token.AccessToken, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refusal) when (refusal.Fault == ServiceFault.Unauthorized)
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

    private bool ForgetStarts(WorkspaceDocument document)
    {
        foreach (RoleEntry role in document.Find(integration.Alias)?.Accounts.SelectMany(a => a.Roles) ?? [])
        {
            role.StartedAt = null;
        }

        return true;
    }
}
