using LeappSso.Login;

namespace LeappSso.Ports;

/// <summary>Where the logins of integrations are kept.</summary>
public interface ITokenStore
{
    /// <summary>Sees to it that logins can be read and kept, before anything depends on it. A person may be asked to unlock the store.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.TokenStoreNotAvailable"/>.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads the login kept under an alias. Anything unusable is a miss with a problem, never an exception.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    TokenReading Read(string alias);

    /// <summary>Keeps a login under an alias.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    /// <param name="token">The login.</param>
    void Write(string alias, SsoToken token);

    /// <summary>Forgets the login kept under an alias; says whether there was one.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    bool Delete(string alias);

    /// <summary>Removes what a process that was killed while it kept a login has left, where there is no login.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <exception cref="LeappException">It cannot be removed.</exception>
    Task DropRemainsAsync(string alias, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Excludes other processes from renewing the login kept under an alias, until disposed.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/> if another process holds it for too long.</exception>
    Task<IDisposable> LockAsync(string alias, CancellationToken cancellationToken);
}
