using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>Where client registrations are kept. A login that succeeded does not fail for what is thrown here.</summary>
internal interface IRegistrations
{
    /// <summary>The registration for a key, if it lives long enough.</summary>
    /// <param name="key">What <see cref="RegistrationStore.KeyOf"/> gives.</param>
    /// <param name="cancellationToken">Ends the wait for who keeps it.</param>
    Task<ClientRegistration?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keeps a registration and drops those that have ended.</summary>
    Task KeepAsync(string key, ClientRegistration registration, CancellationToken cancellationToken);

    /// <summary>Forgets a registration.</summary>
    Task ForgetAsync(string key, CancellationToken cancellationToken);
}
