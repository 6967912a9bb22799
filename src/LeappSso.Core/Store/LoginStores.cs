using System.Collections.Concurrent;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>Finds where the login of an integration is kept, and the client registration that it was got with.</summary>
/// <param name="shared">The cache that the AWS tools share.</param>
/// <param name="registrations">The registrations for logins in that cache.</param>
/// <param name="memory">What this PowerShell session holds.</param>
/// <param name="secrets">The platform's store for secrets.</param>
/// <param name="folder">The folder of the workspace, for locks.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
internal sealed class LoginStores(
    SharedTokenStore shared, RegistrationStore registrations, LoginMemory memory, SecretSource secrets, string folder, IEngineLog log, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LoginVault> _vaults = new(StringComparer.Ordinal);
    private readonly Lazy<ISecretStore> _secrets = new(() => secrets.Find(folder));

    /// <summary>Sees to it that the platform's store for secrets can be used.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.TokenStoreNotAvailable"/>.</exception>
    internal async Task OpenSecretsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _secrets.Value.OpenAsync(secrets.MayAsk, cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            throw new LeappException(failure.Code, $"{failure.Message} Or keep the login elsewhere: -TokenStore Shared (or Memory).", failure.Target, failure);
        }
    }

    /// <summary>Opens where the login of an integration is kept.</summary>
    /// <param name="goal">The integration, and where its login is kept.</param>
    /// <param name="quietly">Whether nobody may be asked to unlock it, whoever is there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Why it cannot be used; null if it can.</returns>
    internal async Task<LeappException?> TryOpenAsync(LoginGoal goal, bool quietly, CancellationToken cancellationToken)
    {
        if (goal.Store != LeappTokenStore.Platform)
        {
            return null;
        }

        try
        {
            await Vault(goal).OpenAsync(secrets.MayAsk && !quietly, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            return failure;
        }
    }

    /// <summary>Where the login of an integration is kept.</summary>
    internal ITokenStore Of(LoginGoal goal) => goal.Store switch
    {
        LeappTokenStore.Memory => new MemoryTokenStore(memory.Tokens, goal.Vault),
        LeappTokenStore.Platform => new VaultTokenStore(Vault(goal), secrets.MayAsk, folder, log, time),
        _ => shared,
    };

    /// <summary>The login of an integration, without asking anybody for anything.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.TokenStoreNotAvailable"/>.</exception>
    internal async Task<TokenReading> LookAsync(LoginGoal goal, CancellationToken cancellationToken)
    {
        if (goal.Store == LeappTokenStore.Platform)
        {
            await Vault(goal).OpenAsync(mayAsk: false, cancellationToken).ConfigureAwait(false);
        }

        return Of(goal).Read(goal.Integration);
    }

    /// <summary>Where the client registrations for its logins are kept.</summary>
    internal IRegistrations RegistrationsOf(LoginGoal goal) => goal.Store switch
    {
        LeappTokenStore.Memory => memory.RegistrationsOf(goal.Vault, time),
        LeappTokenStore.Platform => new VaultRegistrations(Vault(goal), time),
        _ => registrations,
    };

    /// <summary>Removes what is left of an integration, besides its login, in a store that nothing else is kept in.</summary>
    internal void Clear(LoginGoal goal)
    {
        if (goal.Store == LeappTokenStore.Platform)
        {
            Vault(goal).DeleteRegistrations();
        }
        else if (goal.Store == LeappTokenStore.Memory)
        {
            memory.Clear(goal.Vault);
        }
    }

    /// <summary>What encrypts the role keys of an integration whose login is in the platform's store.</summary>
    internal KeySeal SealOf(LoginGoal goal) => new(Vault(goal));

    private LoginVault Vault(LoginGoal goal) => _vaults.GetOrAdd(goal.Vault, name => new LoginVault(_secrets, name, goal.Integration));
}
