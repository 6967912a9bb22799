using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Nobody is asked: the login that is kept serves, or none.</summary>
internal sealed class AskNobody : INewLogin
{
    /// <inheritdoc/>
    public bool IsDemanded => false;

    /// <inheritdoc/>
    public Task<SsoToken> GetAsync(IntegrationEntry integration, CancellationToken cancellationToken) =>
        Task.FromException<SsoToken>(Failure(integration));

    /// <summary>What is said instead of asking.</summary>
    internal static LeappException Failure(IntegrationEntry integration)
    {
        bool isInMemory = Catalog.GoalOf(integration).Store == LeappTokenStore.Memory;
        return new LeappException(
            LeappErrorCode.NotLoggedIn,
            $"'{integration.Alias}' needs a login, which this command does not start by itself."
            + (isInMemory ? " Its token store is Memory, so only the PowerShell session (runspace) that logged in has the login." : string.Empty)
            + $" Run Connect-LeappSso {integration.Alias}{(isInMemory ? " in this one" : string.Empty)}, then try again.",
            integration.Alias);
    }
}
