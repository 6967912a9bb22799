using System.Collections.Concurrent;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>A portal in memory, whose answers a test decides.</summary>
internal sealed class FakePortal : ISsoPortal
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private int _keys;

    public List<PortalAccount> Accounts { get; } = [];

    public Dictionary<string, List<string>> Roles { get; } = [];

    public int PageSize { get; set; } = 2;

    /// <summary>Called before each answer with operation, account id and the number of that call; throws what the service shall refuse.</summary>
    public Func<string, string, int, CancellationToken, Task> Before { get; set; } = (_, _, _, _) => Task.CompletedTask;

    public List<string> Tokens { get; } = [];

    public int LoggedOut { get; private set; }

    public FakePortal With(string id, string? name, params string[] roles)
    {
        Accounts.Add(new PortalAccount(id, name, name is null ? null : $"{name}@acme.example"));
        Roles[id] = [.. roles];
        return this;
    }

    public async Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken)
    {
        await CountAsync("ListAccounts", nextToken ?? string.Empty, accessToken, cancellationToken);
        return Page(Accounts, nextToken);
    }

    public async Task<PortalPage<string>> ListAccountRolesAsync(
        string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken)
    {
        await CountAsync("ListAccountRoles", accountId, accessToken, cancellationToken);
        return Page(Roles[accountId], nextToken);
    }

    /// <summary>How long keys live, and by whose clock: the difference of the service's to the test's.</summary>
    public Func<DateTimeOffset> KeysEnd { get; set; } = () => throw new InvalidOperationException("The test sets no end of keys.");

    /// <summary>The keys with a number; null for usual ones.</summary>
    public Func<int, RoleKeys>? KeysOf { get; set; }

    public async Task<RoleKeys> GetRoleCredentialsAsync(string accessToken, string accountId, string roleName, CancellationToken cancellationToken)
    {
        await CountAsync("GetRoleCredentials", $"{accountId}/{roleName}", accessToken, cancellationToken);
        int serial = Interlocked.Increment(ref _keys);
        return KeysOf?.Invoke(serial) ?? new RoleKeys($"ASIA{serial}", $"secret{serial}+/", $"session{serial}", KeysEnd());
    }

    public async Task LogoutAsync(string accessToken, CancellationToken cancellationToken)
    {
        await CountAsync("Logout", string.Empty, accessToken, cancellationToken);
        LoggedOut++;
    }

    public int Calls(string operation, string what = "") => _calls.GetValueOrDefault($"{operation} {what}");

    private Task CountAsync(string operation, string what, string token, CancellationToken cancellationToken)
    {
        lock (Tokens)
        {
            Tokens.Add(token);
        }

        int count = _calls.AddOrUpdate($"{operation} {what}", 1, (_, n) => n + 1);
        return Before(operation, what, count, cancellationToken);
    }

    private PortalPage<T> Page<T>(List<T> all, string? nextToken)
    {
        int from = nextToken is null ? 0 : int.Parse(nextToken, System.Globalization.CultureInfo.InvariantCulture);
        int to = Math.Min(all.Count, from + PageSize);
        return new PortalPage<T>(all[from..to], to < all.Count ? to.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }
}
