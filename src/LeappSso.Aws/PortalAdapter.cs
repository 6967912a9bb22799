using Amazon.SSO;
using Amazon.SSO.Model;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>The access portal over the generated client.</summary>
internal sealed class PortalAdapter(IAmazonSSO client, Uri address) : ISsoPortal
{
    /// <inheritdoc/>
    public async Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken)
    {
        ListAccountsRequest call = new() { AccessToken = accessToken, MaxResults = ISsoPortal.LargestPage, NextToken = nextToken };
        ListAccountsResponse answer = await ServiceFaults.TranslateAsync(
            "ListAccounts", address, () => client.ListAccountsAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new PortalPage<PortalAccount>(
            [.. (answer.AccountList ?? []).Where(a => !string.IsNullOrEmpty(a.AccountId)).Select(ToAccount)], End(answer.NextToken));
    }

    /// <inheritdoc/>
    public async Task<PortalPage<string>> ListAccountRolesAsync(
        string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken)
    {
        ListAccountRolesRequest call = new()
        {
            AccessToken = accessToken,
            AccountId = accountId,
            MaxResults = ISsoPortal.LargestPage,
            NextToken = nextToken,
        };
        ListAccountRolesResponse answer = await ServiceFaults.TranslateAsync(
            "ListAccountRoles", address, () => client.ListAccountRolesAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new PortalPage<string>(
            [.. (answer.RoleList ?? []).Select(r => r.RoleName).Where(n => !string.IsNullOrEmpty(n))], End(answer.NextToken));
    }

    /// <inheritdoc/>
    public async Task LogoutAsync(string accessToken, CancellationToken cancellationToken)
    {
        LogoutRequest call = new() { AccessToken = accessToken };
        await ServiceFaults.TranslateAsync(
            "Logout", address, () => client.LogoutAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static PortalAccount ToAccount(AccountInfo account) => new(
        account.AccountId.PadLeft(12, '0'),
        string.IsNullOrWhiteSpace(account.AccountName) ? null : account.AccountName,
        string.IsNullOrWhiteSpace(account.EmailAddress) ? null : account.EmailAddress);

    private static string? End(string? nextToken) => string.IsNullOrEmpty(nextToken) ? null : nextToken;
}
