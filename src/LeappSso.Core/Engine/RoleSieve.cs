using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Gathers accounts with the names of their roles, and makes nothing else of sessions.</summary>
/// <param name="filter">Which sessions count.</param>
/// <param name="mostAccounts">How many accounts are enough.</param>
internal sealed class RoleSieve(SessionFilter filter, int mostAccounts = int.MaxValue) : ISessionSieve
{
    private readonly List<AccountRoles> _accounts = [];
    private readonly FilterSieve _filter = new(filter);

    /// <summary>The accounts of which a role counts.</summary>
    internal List<AccountRoles> Accounts
    {
        get
        {
            // Once more, as a name may stand behind the roles in the file.
            _accounts.RemoveAll(a => a.Roles.Count == 0 || !_filter.MayWant(a.Integration, a.Account));
            return _accounts;
        }
    }

    /// <inheritdoc/>
    public bool MayWant(IntegrationEntry integration, AccountEntry account)
    {
        if (_accounts.Count >= mostAccounts || !_filter.MayWant(integration, account))
        {
            return false;
        }

        _accounts.Add(new AccountRoles(integration, account));
        return true;
    }

    /// <inheritdoc/>
    public bool MayWant(string roleName, string profileName)
    {
        if (_filter.MayWant(roleName, profileName))
        {
            _accounts[^1].Roles.Add(ChainName.Shown(roleName));
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Take(IntegrationEntry integration, AccountEntry account, RoleEntry role) => false;

    /// <inheritdoc/>
    public void Clear() => _accounts.Clear();

    /// <summary>An account and the names of its roles, as people see them.</summary>
    internal sealed class AccountRoles(IntegrationEntry integration, AccountEntry account)
    {
        internal IntegrationEntry Integration { get; } = integration;

        internal AccountEntry Account { get; } = account;

        internal List<string> Roles { get; } = [];
    }
}
