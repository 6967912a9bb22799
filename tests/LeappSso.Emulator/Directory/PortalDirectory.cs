namespace LeappSso.Emulator;

/// <summary>The accounts and roles the person may use. May be changed at any time; each request sees one state.</summary>
public sealed class PortalDirectory
{
    private readonly object _changing = new();
    private volatile State _state;

    internal PortalDirectory(IReadOnlyList<DirectoryAccount> accounts) => _state = new State(accounts);

    /// <summary>All accounts in listing order.</summary>
    public IReadOnlyList<DirectoryAccount> Accounts => _state.Accounts;

    /// <summary>The account with this id, or null.</summary>
    public DirectoryAccount? Find(string accountId) => _state.ById.GetValueOrDefault(accountId);

    /// <summary>Puts other accounts in the place of all.</summary>
    public void Replace(IEnumerable<DirectoryAccount> accounts) => Change(_ => accounts);

    /// <summary>Leaves no account.</summary>
    public void Clear() => Replace([]);

    /// <summary>Appends an account.</summary>
    public void AddAccount(string accountId, string? name, string? email, params string[] roles) =>
        Change(accounts => accounts.Append(new DirectoryAccount(accountId, name, email, [.. roles])));

    /// <summary>Takes an account away.</summary>
    public void RemoveAccount(string accountId)
    {
        Existing(accountId);
        Change(accounts => accounts.Where(account => account.Id != accountId));
    }

    /// <summary>Gives an account another name, or none.</summary>
    public void Rename(string accountId, string? name) => Change(accountId, account => account with { Name = name });

    /// <summary>Gives an account another e-mail address, or none.</summary>
    public void SetEmail(string accountId, string? email) => Change(accountId, account => account with { Email = email });

    /// <summary>Assigns a role.</summary>
    public void AddRole(string accountId, string roleName) =>
        Change(accountId, account => account with { Roles = [.. account.Roles, roleName] });

    /// <summary>Takes a role away.</summary>
    public void RemoveRole(string accountId, string roleName) =>
        Change(accountId, account => account with { Roles = [.. account.Roles.Where(role => role != roleName)] });

    private void Change(string accountId, Func<DirectoryAccount, DirectoryAccount> change)
    {
        Existing(accountId);
        Change(accounts => accounts.Select(account => account.Id == accountId ? change(account) : account));
    }

    private void Change(Func<IReadOnlyList<DirectoryAccount>, IEnumerable<DirectoryAccount>> change)
    {
        lock (_changing)
        {
            _state = new State([.. change(_state.Accounts)]);
        }
    }

    private void Existing(string accountId)
    {
        if (Find(accountId) is null)
        {
            throw new KeyNotFoundException($"The directory has no account {accountId}.");
        }
    }

    private sealed class State(IReadOnlyList<DirectoryAccount> accounts)
    {
        public IReadOnlyList<DirectoryAccount> Accounts { get; } = accounts;

        public Dictionary<string, DirectoryAccount> ById { get; } = accounts.ToDictionary(account => account.Id);
    }
}
