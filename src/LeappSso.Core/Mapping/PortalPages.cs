using System.Runtime.CompilerServices;
using LeappSso.Calls;
using LeappSso.Ports;

namespace LeappSso.Mapping;

/// <summary>The two lists of the portal, page after page to the end.</summary>
internal sealed class PortalPages(ISsoPortal portal, string accessToken, CallPolicy calls)
{
    /// <summary>More pages than any directory has: a service that names ever new ones would never end.</summary>
    internal const int MostPages = 10_000;

    /// <summary>More pages of roles than any account has.</summary>
    internal const int MostRolePages = 100;

    /// <summary>The accounts, each once.</summary>
    internal async IAsyncEnumerable<PortalAccount> AccountsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        IAsyncEnumerable<PortalAccount> all = AllAsync(
            (next, ct) => portal.ListAccountsAsync(accessToken, next, ct), "the accounts", MostPages, null, cancellationToken);
        await foreach (PortalAccount account in all.ConfigureAwait(false))
        {
            if (ids.Add(account.Id))
            {
                yield return account;
            }
        }
    }

    /// <summary>The roles of an account, each once.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="turn">The turn of the first page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<IReadOnlyList<string>> RolesAsync(string accountId, CallTurn turn, CancellationToken cancellationToken)
    {
        HashSet<string> roles = new(StringComparer.Ordinal);
        IAsyncEnumerable<string> all = AllAsync(
            (next, ct) => portal.ListAccountRolesAsync(accessToken, accountId, next, ct), $"the roles of account {accountId}", MostRolePages, turn, cancellationToken);
        await foreach (string role in all.ConfigureAwait(false))
        {
            roles.Add(role);
        }

        return [.. roles];
    }

    /// <summary>Follows the pages; a page token seen before would never end, so it is a fault of the service.</summary>
    private async IAsyncEnumerable<T> AllAsync<T>(
        Func<string?, CancellationToken, Task<PortalPage<T>>> read,
        string what,
        int most,
        CallTurn? turn,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? next = null;
        do
        {
            string? from = next;
            PortalPage<T> page = await calls.CallAsync(ct => read(from, ct), cancellationToken, turn).ConfigureAwait(false);
            turn = null;
            foreach (T item in page.Items)
            {
                yield return item;
            }

            next = page.NextToken;
            if (next is not null && (!seen.Add(next) || seen.Count > most))
            {
                throw new ServiceException(ServiceFault.Unavailable, "Paging", $"the service never ends the pages of {what}");
            }
        }
        while (next is not null);
    }
}
