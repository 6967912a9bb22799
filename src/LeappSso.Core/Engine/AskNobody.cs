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
        Task.FromException<SsoToken>(Failure(integration.Alias));

    /// <summary>What is said instead of asking.</summary>
    internal static LeappException Failure(string alias) => new(
        LeappErrorCode.NotLoggedIn,
        $"'{alias}' needs a login, which this command does not start by itself. Run Connect-LeappSso {alias}, then try again.",
        alias);
}
