using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Where a command gets a login when the one that is kept does not serve.</summary>
internal interface INewLogin
{
    /// <summary>Whether the one that is kept is not even tried.</summary>
    bool IsDemanded { get; }

    /// <summary>Gets one.</summary>
    /// <param name="integration">What one logs in to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeappException">There is none.</exception>
    Task<SsoToken> GetAsync(IntegrationEntry integration, CancellationToken cancellationToken);
}
