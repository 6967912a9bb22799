using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// A login that stays in the platform's store for secrets, since that could not be reached when its integration went elsewhere. The
/// integration remembers its name, so that a later logout ends it.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="stores">Where logins are kept.</param>
/// <param name="log">Where it tells what stays.</param>
internal sealed class StrandedLogin(WorkspaceStore workspace, LoginStores stores, IEngineLog log)
{
    /// <summary>Remembers one, and says so. To be called when the workspace names the new store.</summary>
    /// <param name="left">The integration, and where its login was.</param>
    /// <param name="reason">Why it could not be reached.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    internal async Task KeepInMindAsync(LoginGoal left, LeappException reason, CancellationToken cancellationToken)
    {
        await workspace.UpdateAsync(
            document =>
            {
                if (document.Find(left.Integration) is not { } known)
                {
                    return false;
                }

                (known.LeftVaults ??= []).Add(left.Vault);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        string alias = PowerShellText.Quoted(left.Integration);
        log.Warning(
            $"What '{left.Integration}' has in the platform's store for secrets stays there, since that cannot be used now. {reason.Message}"
            + $" Once it can, Disconnect-LeappSso {alias} removes it, or you do in the platform's own program: {Labels(left.Integration)}."
            + $" Where no login has come along, Connect-LeappSso {alias} makes a new one.");
    }

    /// <summary>Says that one stays of which nothing will know, since its integration is removed.</summary>
    /// <param name="alias">The alias of the integration.</param>
    /// <param name="reason">Why it could not be reached.</param>
    internal void GiveUp(string alias, LeappException reason) => log.Warning(
        $"'{alias}' is removed, but what it has in the platform's store for secrets stays there, since that cannot be used now. {reason.Message}"
        + $" Once it can, remove it in the platform's own program: {Labels(alias)}. AWS was not told, so the login lives there until it expires.");

    /// <summary>Ends those that can be reached by now.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="end">Ends a login at AWS and removes it here; gives why it could not be removed, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The names of those that are removed.</returns>
    internal async Task<IReadOnlyCollection<string>> EndAsync(
        IntegrationEntry integration, Func<LoginGoal, Task<LeappException?>> end, CancellationToken cancellationToken)
    {
        List<string> ended = [];
        LeappException? failure = null;
        foreach (string vault in integration.LeftVaults ?? [])
        {
            LoginGoal goal = Catalog.GoalOf(integration) with { Store = LeappTokenStore.Platform, Vault = vault };
            failure = await stores.TryOpenAsync(goal, quietly: false, cancellationToken).ConfigureAwait(false)
                ?? await end(goal).ConfigureAwait(false);
            if (failure is not null)
            {
                break;
            }

            ended.Add(vault);
        }

        if (failure is not null)
        {
            log.Warning(
                $"A former login of '{integration.Alias}' still is in the platform's store for secrets. {failure.Message}"
                + $" Once it can be reached, Disconnect-LeappSso {PowerShellText.Quoted(integration.Alias)} removes it, or you do in the platform's own program:"
                + $" {Labels(integration.Alias)}.");
        }

        return ended;
    }

    private static string Labels(string alias) => $"'{LoginVault.LoginLabel(alias)}' and '{LoginVault.RegistrationsLabel(alias)}'";
}
