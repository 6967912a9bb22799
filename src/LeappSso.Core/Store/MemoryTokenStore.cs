using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>The login of an integration that is kept in this PowerShell session only. Other sessions and processes find none.</summary>
/// <param name="memory">The memory of the session.</param>
/// <param name="vault">The name under which it is kept.</param>
internal sealed class MemoryTokenStore(TokenMemory memory, string vault) : ITokenStore
{
    /// <summary>What is said where a login shall end, and this session has none.</summary>
    /// <param name="alias">The alias of the integration, as stored.</param>
    /// <param name="staysKnown">Whether the integration still leads to the login that another session may have.</param>
    internal static string Elsewhere(string alias, bool staysKnown) =>
        $"The token store of '{alias}' {(staysKnown ? "is" : "was")} Memory: a login in another PowerShell session ends only there,"
        + (staysKnown ? " with Disconnect-LeappSso or when it is closed." : " when it is closed.");

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public TokenReading Read(string alias) => new(memory.Find(vault)?.Token, null);

    /// <inheritdoc/>
    public void Write(string alias, SsoToken token) => memory.Hold(vault, new HeldToken(token, null));

    /// <inheritdoc/>
    public bool Delete(string alias) => memory.Forget(vault);

    /// <inheritdoc/>
    public Task<IDisposable> LockAsync(string alias, CancellationToken cancellationToken) => memory.LockAsync(vault, cancellationToken);
}
