using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>The login of an integration that is kept in the platform's store for secrets.</summary>
/// <param name="vault">What the store holds of the integration.</param>
/// <param name="mayAsk">Whether a person may be asked to unlock the store.</param>
/// <param name="folder">The folder of the workspace, for the lock.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
internal sealed class VaultTokenStore(LoginVault vault, bool mayAsk, string folder, IEngineLog log, TimeProvider time) : ITokenStore
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await vault.OpenAsync(mayAsk, cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            throw new LeappException(
                failure.Code,
                $"{failure.Message} Or keep the login of '{vault.Alias}' elsewhere: Set-LeappSsoIntegration {PowerShellText.Quoted(vault.Alias)} -TokenStore Shared (or Memory).",
                failure.Target,
                failure);
        }
    }

    /// <inheritdoc/>
    public TokenReading Read(string alias)
    {
        try
        {
            return vault.Read().Login;
        }
        catch (LeappException failure) when (failure.Code == LeappErrorCode.TokenStoreNotAvailable)
        {
            return new TokenReading(null, $"The login of '{alias}' cannot be read. {failure.Message}");
        }
    }

    /// <inheritdoc/>
    public void Write(string alias, SsoToken token) => vault.Write(token);

    /// <inheritdoc/>
    public bool Delete(string alias) => vault.Delete();

    /// <inheritdoc/>
    public async Task<IDisposable> LockAsync(string alias, CancellationToken cancellationToken)
    {
        string guarded = Path.Combine(folder, $"login-{vault.Name}");
        FileLock held;
        try
        {
            held = await FileLock.AcquireAsync(
                guarded,
                s_patience,
                time,
                cancellationToken,
                () => log.Verbose($"Waiting for another process that renews the login of '{alias}'.")).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LeappException(
                LeappErrorCode.WorkspaceInvalid, $"The login of '{alias}' cannot be renewed, because no file can be made in {folder}: {DiskText.Of(e)}", folder, e);
        }

        try
        {
            await vault.LookAsync(cancellationToken).ConfigureAwait(false);
            return held;
        }
        catch (Exception e) when (e is LeappException or OperationCanceledException)
        {
            held.Dispose();
            throw;
        }
    }
}
