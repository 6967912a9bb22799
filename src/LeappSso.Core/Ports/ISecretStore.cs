namespace LeappSso.Ports;

/// <summary>
/// The store for secrets of this platform, which keeps them under names, encrypted, for this user. Every member but
/// <see cref="Name"/> throws a <see cref="LeappException"/> with <see cref="LeappErrorCode.TokenStoreNotAvailable"/> where the store does
/// not answer within its time, is locked, or is not there; what it says then names the reason and what to do.
/// </summary>
public interface ISecretStore
{
    /// <summary>What people call it, as it stands in a sentence.</summary>
    string Name { get; }

    /// <summary>Sees to it that the store answers and is unlocked.</summary>
    /// <param name="mayAsk">Whether the person may be asked to unlock it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task OpenAsync(bool mayAsk, CancellationToken cancellationToken);

    /// <summary>The secret of a name; null if there is none. Holds up no thread, so that many can be asked for side by side.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<string?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Keeps a secret in place of the one that a name may have. Asks nobody.</summary>
    /// <param name="name">The name.</param>
    /// <param name="label">What people see of it where the platform lists its secrets.</param>
    /// <param name="secret">The secret.</param>
    void Write(string name, string label, string secret);

    /// <summary>Removes the secret of a name; says whether there was one. Asks nobody.</summary>
    /// <param name="name">The name.</param>
    bool Delete(string name);
}

/// <summary>Gives the store for secrets of this platform.</summary>
public interface ISecretPlatform
{
    /// <summary>The store.</summary>
    /// <param name="workspace">The folder of the workspace, where a platform keeps encrypted files.</param>
    ISecretStore Open(string workspace);
}

/// <summary>The way to the store for secrets of this platform.</summary>
/// <param name="Find">Gives it for the folder of a workspace; called only when it is needed.</param>
/// <param name="MayAsk">Whether there is a person who can be asked to unlock it.</param>
public sealed record SecretSource(Func<string, ISecretStore> Find, bool MayAsk)
{
    /// <summary>No store at all, for where none is to be used.</summary>
    public static SecretSource None { get; } = new(
        _ => throw new LeappException(LeappErrorCode.TokenStoreNotAvailable, "This program has no way to the platform's store for secrets."), MayAsk: false);
}
