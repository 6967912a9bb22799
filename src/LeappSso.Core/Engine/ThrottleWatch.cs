using LeappSso.Ports;

namespace LeappSso.Engine;

/// <summary>Notes whether a portal holds calls back (HTTP 429).</summary>
internal sealed class ThrottleWatch(Lazy<ISsoPortal> portal) : ISsoPortal
{
    private volatile bool _isThrottled;

    /// <summary>Whether it has held any back.</summary>
    internal bool IsThrottled => _isThrottled;

    /// <inheritdoc/>
    public Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken) =>
        WatchAsync(portal.Value.ListAccountsAsync(accessToken, nextToken, cancellationToken));

    /// <inheritdoc/>
    public Task<PortalPage<string>> ListAccountRolesAsync(
        string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken) =>
        WatchAsync(portal.Value.ListAccountRolesAsync(accessToken, accountId, nextToken, cancellationToken));

    /// <inheritdoc/>
    public Task<RoleKeys> GetRoleCredentialsAsync(string accessToken, string accountId, string roleName, CancellationToken cancellationToken) =>
        portal.Value.GetRoleCredentialsAsync(accessToken, accountId, roleName, cancellationToken);

    /// <inheritdoc/>
    public Task LogoutAsync(string accessToken, CancellationToken cancellationToken) => portal.Value.LogoutAsync(accessToken, cancellationToken);

    private async Task<T> WatchAsync<T>(Task<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.Fault is ServiceFault.Throttled or ServiceFault.SlowDown)
        {
            _isThrottled = true;
            throw;
        }
    }
}
