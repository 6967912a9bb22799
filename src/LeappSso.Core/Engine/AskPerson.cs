using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>A person logs in, if there is one.</summary>
internal sealed class AskPerson(ConnectRequest request, PersonLogin person) : INewLogin
{
    /// <inheritdoc/>
    public bool IsDemanded => request.Force;

    /// <inheritdoc/>
    public Task<SsoToken> GetAsync(IntegrationEntry integration, CancellationToken cancellationToken)
    {
        LeappLoginMethod method = request.LoginMethod
            ?? (Enum.TryParse(integration.LoginMethod, ignoreCase: true, out LeappLoginMethod set) ? set : LeappLoginMethod.Auto);
        if (!request.MayAsk && request.LoginMethod is null)
        {
            throw new LeappException(
                LeappErrorCode.NotLoggedIn,
                $"'{integration.Alias}' needs a login, and nobody can be asked here (a job, or a PowerShell started with -NonInteractive)."
                + $" Run Connect-LeappSso {integration.Alias} in an interactive PowerShell, or ask for a login here with -UseDeviceCode.",
                integration.Alias);
        }

        return person.RunAsync(Catalog.GoalOf(integration), Catalog.EndpointOf(integration), method, request, cancellationToken);
    }
}
