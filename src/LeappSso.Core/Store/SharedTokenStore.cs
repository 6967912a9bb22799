using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// The logins that all AWS tools of this user share; where their cache cannot be written, a login lives on in memory, and one warning
/// says so.
/// </summary>
internal sealed class SharedTokenStore(TokenCache cache, TokenMemory memory, IEngineLog log) : ITokenStore
{
    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public TokenReading Read(string alias)
    {
        TokenReading reading = cache.Read(alias);
        if (memory.Find(alias) is not { } held)
        {
            return reading;
        }

        // A cache that has changed since can be written by somebody, and what it holds is newer.
        return reading.Token is { } kept && kept.AccessToken != held.InCache ? reading : new TokenReading(held.Token, null);
    }

    /// <inheritdoc/>
    public void Write(string alias, SsoToken token)
    {
        try
        {
            cache.Write(alias, token);
            memory.Forget(alias);
        }
        catch (LeappException e) when (e.Code == LeappErrorCode.AwsFileReadOnly)
        {
            if (memory.Hold(alias, new HeldToken(token, cache.Read(alias).Token?.AccessToken)))
            {
                log.Warning($"The login of '{alias}' lives in this PowerShell session only, and other AWS tools do not find it. {e.Message}");
            }
        }
    }

    /// <inheritdoc/>
    public bool Delete(string alias) => memory.Forget(alias) | cache.Delete(alias);

    /// <inheritdoc/>
    public Task DropRemainsAsync(string alias, CancellationToken cancellationToken) => cache.DropRemainsAsync(alias, cancellationToken);

    /// <inheritdoc/>
    public async Task<IDisposable> LockAsync(string alias, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.LockAsync(
                alias, () => log.Verbose($"Waiting for another process that renews the login of '{alias}'."), cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException e) when (e.Code == LeappErrorCode.AwsFileReadOnly)
        {
            return await memory.LockAsync(alias, cancellationToken).ConfigureAwait(false);
        }
    }
}
