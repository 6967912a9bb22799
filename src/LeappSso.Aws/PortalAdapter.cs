using Amazon.SSO;
using Amazon.SSO.Model;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>The access portal: listings by the lean client, single calls over the generated one.</summary>
internal sealed class PortalAdapter(ListingClient listing, Lazy<IAmazonSSO> client, Uri address) : ISsoPortal
{
    /// <inheritdoc/>
    public Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken) =>
        listing.ListAccountsAsync(accessToken, nextToken, cancellationToken);

    /// <inheritdoc/>
    public Task<PortalPage<string>> ListAccountRolesAsync(
        string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken) =>
        listing.ListAccountRolesAsync(accessToken, accountId, nextToken, cancellationToken);

    /// <inheritdoc/>
    public async Task<RoleKeys> GetRoleCredentialsAsync(string accessToken, string accountId, string roleName, CancellationToken cancellationToken)
    {
        GetRoleCredentialsRequest call = new() { AccessToken = accessToken, AccountId = accountId, RoleName = roleName };
        GetRoleCredentialsResponse answer = await ServiceFaults.TranslateAsync(
            "GetRoleCredentials", address, () => client.Value.GetRoleCredentialsAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        RoleCredentials? keys = answer.RoleCredentials;
        return string.IsNullOrEmpty(keys?.AccessKeyId) || string.IsNullOrEmpty(keys.SecretAccessKey) || string.IsNullOrEmpty(keys.SessionToken)
            || EpochTime.FromMilliseconds(keys.Expiration) is not { } end
            ? throw ServiceFaults.Incomplete("GetRoleCredentials", address)
            : new RoleKeys(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken, end);
    }

    /// <inheritdoc/>
    public async Task LogoutAsync(string accessToken, CancellationToken cancellationToken)
    {
        LogoutRequest call = new() { AccessToken = accessToken };
        await ServiceFaults.TranslateAsync(
            "Logout", address, () => client.Value.LogoutAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
