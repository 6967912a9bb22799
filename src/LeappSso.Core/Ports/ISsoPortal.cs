namespace LeappSso.Ports;

/// <summary>The access portal (API <c>sso</c>). Failures are <see cref="ServiceException"/>.</summary>
public interface ISsoPortal
{
    /// <summary>The largest page the service accepts (API model: 1 to 100).</summary>
    const int LargestPage = 100;

    /// <summary>Lists a page of the accounts the person may use.</summary>
    /// <param name="accessToken">The login.</param>
    /// <param name="nextToken">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken);

    /// <summary>Lists a page of the roles the person may use in an account.</summary>
    /// <param name="accessToken">The login.</param>
    /// <param name="accountId">The account, 12 digits.</param>
    /// <param name="nextToken">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PortalPage<string>> ListAccountRolesAsync(
        string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken);

    /// <summary>Gets short-lived keys of a role.</summary>
    /// <param name="accessToken">The login.</param>
    /// <param name="accountId">The account, 12 digits.</param>
    /// <param name="roleName">The role as the portal names it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RoleKeys> GetRoleCredentialsAsync(string accessToken, string accountId, string roleName, CancellationToken cancellationToken);

    /// <summary>Ends the login at the service.</summary>
    /// <param name="accessToken">The login.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task LogoutAsync(string accessToken, CancellationToken cancellationToken);
}

/// <summary>An account as the portal tells it.</summary>
/// <param name="Id">12 digits.</param>
/// <param name="Name">Its name; null where the portal tells none.</param>
/// <param name="Email">Its e-mail address; null where the portal tells none.</param>
public sealed record PortalAccount(string Id, string? Name, string? Email);

/// <summary>A page of a listing.</summary>
/// <param name="Items">What it holds; empty where the service left the list out.</param>
/// <param name="NextToken">Where the next page begins; null at the end.</param>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record PortalPage<T>(IReadOnlyList<T> Items, string? NextToken);
