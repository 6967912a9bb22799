using LeappSso.Login;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// The names in the workspace, for completion. Of other files only kept logins are looked at, so that names come at once however many
/// profiles the AWS config has; a damaged file stays where it is, for a command to tell of. More names than anybody looks through are left
/// out; typing on brings them.
/// </summary>
public sealed class KnownNames
{
    /// <summary>About how many names are enough: accounts come whole.</summary>
    internal const int Most = 5000;

    private readonly WorkspaceStore _workspace;
    private readonly AwsPaths _paths;
    private readonly TokenCache _logins;

    /// <summary>Takes the workspace of this user and process.</summary>
    public KnownNames()
        : this(WorkspaceStore.DefaultFolder(Environment.GetEnvironmentVariable), Environment.GetEnvironmentVariable)
    {
    }

    internal KnownNames(string folder, Func<string, string?> environment)
    {
        _workspace = new WorkspaceStore(folder, TimeProvider.System, setsAside: false);
        _paths = new AwsPaths(environment);
        _logins = new TokenCache(_paths, TimeProvider.System);
    }

    /// <summary>Aliases of integrations.</summary>
    public IEnumerable<KnownName> Aliases() =>
        _workspace.Read(new FilterSieve(new SessionFilter { Integration = _ => false })).Select(i => new KnownName(i.Alias, $"{i.PortalUrl}, {About(i)}"));

    /// <summary>Names of accounts.</summary>
    /// <param name="query">What was typed.</param>
    public IEnumerable<KnownName> AccountNames(NameQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Accounts(query.Within with { AccountName = query.Fits }, Most)
            .GroupBy(c => SessionView.NameOf(c.Account), StringComparer.OrdinalIgnoreCase)
            .Select(same => new KnownName(same.Key, AboutAccounts([.. same])));
    }

    /// <summary>Ids of accounts.</summary>
    /// <param name="query">What was typed.</param>
    public IEnumerable<KnownName> AccountIds(NameQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Accounts(query.Within with { AccountId = query.Fits }, Most)
            .GroupBy(c => c.Account.Id)
            .Select(same => new KnownName(same.Key, $"{SessionView.NameOf(same.First().Account)}, {RolesOf([.. same])}"));
    }

    /// <summary>Names of roles.</summary>
    /// <param name="query">What was typed.</param>
    public IEnumerable<KnownName> RoleNames(NameQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Dictionary<string, (AccountEntry First, HashSet<string> Accounts)> roles = new(StringComparer.Ordinal);
        foreach (RoleSieve.AccountRoles found in Accounts(query.Within with { RoleName = query.Fits }, int.MaxValue))
        {
            AccountEntry account = found.Account;
            foreach (string role in found.Roles)
            {
                // A chained session can have the name of a role beside it, and an account can be seen through several portals.
                if (!roles.TryGetValue(role, out var known))
                {
                    roles[role] = known = (account, new HashSet<string>(StringComparer.Ordinal));
                }

                known.Accounts.Add(account.Id);
            }
        }

        return roles.Select(role => new KnownName(
            role.Key, role.Value.Accounts.Count == 1 ? $"in {AboutAccount(role.Value.First)}" : $"in {role.Value.Accounts.Count} accounts"));
    }

    /// <summary>Names of profiles.</summary>
    /// <param name="query">What was typed.</param>
    public IEnumerable<KnownName> ProfileNames(NameQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Pick(query.Within with { ProfileName = query.Fits }).Select(p => new KnownName(p.Role.Profile, $"{AboutAccount(p.Account)}, {ChainName.Shown(p.Role.Name)}"));
    }

    /// <summary>Names of the profiles in the AWS files, which AWS tools can use: also those that this module did not write.</summary>
    /// <param name="query">What was typed.</param>
    public IEnumerable<KnownName> WrittenProfiles(NameQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        HashSet<string> written = new(ProfileHeaders.Names(_paths).Where(query.Fits), StringComparer.Ordinal);
        ILookup<string, SessionPlace> ours = Pick(new SessionFilter { ProfileName = written.Contains }).ToLookup(p => p.Role.Profile);
        return written.Select(name => new KnownName(
            name, ours[name].FirstOrDefault() is { } p ? $"{AboutAccount(p.Account)}, {ChainName.Shown(p.Role.Name)}" : "in the AWS files"));
    }

    /// <summary>Ids of sessions. Where the text may stand anywhere, also in the name of the account and in that of the profile.</summary>
    /// <param name="query">What was typed.</param>
    public IEnumerable<KnownName> SessionIds(NameQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return (query.Inside ? Containing(query) : Beginning(query)).Select(p => new KnownName(
            p.Id.ToString(), $"{SessionView.NameOf(p.Account)}, {ChainName.Shown(p.Role.Name)}, profile {p.Role.Profile}")
        {
            Also = $"{p.Account.Name}\n{p.Role.Profile}",
        }).Where(n => query.Fits(n.Value, n.Also));
    }

    private IEnumerable<SessionPlace> Containing(NameQuery query)
    {
        WordSieve sieve = new(query.Words, query.Within, Most);
        _workspace.Read(sieve);
        return sieve.Picked.Where(p => p.Passes(query.Within));
    }

    private IEnumerable<SessionPlace> Beginning(NameQuery query)
    {
        string[] parts = query.Typed.Split('/', 3);
        return Pick(query.Within with
        {
            Integration = Both(query.Within.Integration, Part(0)),
            AccountId = Both(query.Within.AccountId, Part(1)),
            RoleInId = Both(query.Within.RoleInId, Part(2)),
        });

        Func<string, bool>? Part(int number) => number >= parts.Length ? null
            : number == parts.Length - 1 ? name => name.StartsWith(parts[number], StringComparison.OrdinalIgnoreCase)
            : name => name.Equals(parts[number], StringComparison.OrdinalIgnoreCase);

        static Func<string, bool>? Both(Func<string, bool>? one, Func<string, bool>? other) =>
            one is null ? other : other is null ? one : name => one(name) && other(name);
    }

    /// <summary>Sessions that pass; tested once more, as a name may stand behind the roles in the file.</summary>
    private IEnumerable<SessionPlace> Pick(SessionFilter filter)
    {
        FilterSieve sieve = new(filter, Most);
        _workspace.Read(sieve);
        return sieve.Picked.Where(p => p.Passes(filter));
    }

    private List<RoleSieve.AccountRoles> Accounts(SessionFilter filter, int most)
    {
        RoleSieve sieve = new(filter, most);
        _workspace.Read(sieve);
        return sieve.Accounts;
    }

    /// <summary>The status, where only a file has to be read for it; else where the login is.</summary>
    private string About(IntegrationEntry entry)
    {
        if (!TokenStoreRules.Serves(entry, LeappMethod.SsoProfile))
        {
            return $"token store {VisibleText.Of(entry.TokenStore!)}";
        }

        SsoToken? token = _logins.Read(entry.Alias).Token;
        return Catalog.StatusOf(token is not null && TokenSource.Belongs(token, Catalog.GoalOf(entry)) ? token : null, DateTimeOffset.UtcNow).ToString();
    }

    private static string AboutAccounts(List<RoleSieve.AccountRoles> accounts) => accounts.Select(a => a.Account.Id).Distinct().ToList() is [_, _, ..] ids
        ? $"{ids.Count} accounts of this name: {string.Join(", ", ids.Take(3))}{(ids.Count > 3 ? " ..." : string.Empty)}"
        : $"{accounts[0].Account.Id}, {RolesOf(accounts)}";

    private static string AboutAccount(AccountEntry account) =>
        string.IsNullOrWhiteSpace(account.Name) ? account.Id : $"{account.Name} ({account.Id})";

    /// <summary>How many roles an account has; one that is seen through several portals counts once.</summary>
    private static string RolesOf(List<RoleSieve.AccountRoles> same)
    {
        int count = same.Count == 1 ? same.First().Roles.Count : same.SelectMany(a => a.Roles).Distinct(StringComparer.Ordinal).Count();
        return count == 1 ? "1 role" : $"{count} roles";
    }
}
