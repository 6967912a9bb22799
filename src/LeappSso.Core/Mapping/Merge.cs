using LeappSso.Store;

namespace LeappSso.Mapping;

/// <summary>
/// Brings what a listing found into what is known. Identity is account id and role name; whatever else changes is changed in
/// place, so that a session keeps its profile name, region and method for as long as it is known, and finds them again when it
/// comes back.
/// </summary>
internal sealed class Merge(IntegrationEntry known, DateTimeOffset now)
{
    /// <summary>Below this number of sessions a listing may remove more than half of them without being asked.</summary>
    internal const int SmallDirectory = 10;

    private readonly Dictionary<string, AccountEntry> _accounts = ById(known);
    private readonly int _before = known.Accounts.Sum(a => a.Roles.Count(IsListed));
    private readonly HashSet<SessionKey> _seen = [];
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly List<(AccountEntry Account, RoleEntry Role)> _new = [];
    private int _returned;
    private int _changed;
    private int _unchanged;

    /// <summary>Whether any account known before was found again.</summary>
    internal bool HasKnownAccount { get; private set; }

    /// <summary>Whether nothing was known before.</summary>
    internal bool IsFirst => _before == 0;

    /// <summary>Takes in one account.</summary>
    /// <returns>Its sessions; new ones have no profile name yet.</returns>
    internal IEnumerable<(AccountEntry Account, RoleEntry Role)> Add(ListedAccount listed)
    {
        bool accountKnown = _accounts.TryGetValue(listed.Account.Id, out AccountEntry? account);
        // One that was only ever the target of a chained session is not known from the portal.
        HasKnownAccount |= accountKnown && (account!.Roles.Count == 0 || account.Roles.Exists(r => r.Chain is null));
        if (listed.Failure is not null)
        {
            _failed.Add(listed.Account.Id);
            return [];
        }

        _answered.Add(listed.Account.Id);
        bool renamed = accountKnown && (account!.Name != listed.Account.Name || account.Email != listed.Account.Email);
        if (account is null)
        {
            account = new AccountEntry { Id = listed.Account.Id };
            _accounts.Add(account.Id, account);
        }

        account.Name = listed.Account.Name;
        account.Email = listed.Account.Email;
        List<(AccountEntry, RoleEntry)> sessions = [];
        foreach (string name in listed.Roles)
        {
            // No permission set can have such a name; a chained session must not be taken for one.
            if (!ChainName.Is(name) && _seen.Add(new SessionKey(account.Id, name)))
            {
                sessions.Add((account, TakeRole(account, name, renamed)));
            }
        }

        return sessions;
    }

    /// <summary>Ends the listing: removes what is gone, gives new sessions their names, and sorts.</summary>
    /// <param name="complete">Whether the listing came to its end, so that what it lacks is gone.</param>
    /// <param name="allowRemoval">Whether it may remove most of what is known.</param>
    /// <param name="taken">Profile names in use elsewhere; must ignore letter case.</param>
    /// <param name="duration">How long the listing took.</param>
    internal MergeOutcome End(bool complete, bool allowRemoval, HashSet<string> taken, TimeSpan duration)
    {
        List<(AccountEntry Account, RoleEntry Role)> gone = complete ? [.. Gone()] : [];
        bool refused = !allowRemoval && gone.Count > 0
            && (gone.Count == _before || (_before >= SmallDirectory && gone.Count * 2 > _before));
        int refusedCount = refused ? gone.Count : 0;
        if (refused)
        {
            gone.Clear();
        }

        foreach ((_, RoleEntry role) in gone)
        {
            role.GoneAt = now;
            role.StartedAt = null;
        }

        known.Accounts = [.. _accounts.Values.Where(a => a.Roles.Count > 0).OrderBy(a => a.Id, StringComparer.Ordinal)];
        SettleNames(taken);
        if (complete)
        {
            known.LastSync = now;
        }

        LeappSyncResult result = new()
        {
            Integration = known.Alias,
            Added = _new.Count + _returned,
            Removed = gone.Count,
            Changed = _changed,
            Unchanged = _unchanged,
            Failed = _failed.Count,
            Accounts = _answered.Count + _failed.Count,
            Duration = duration,
        };
        return new MergeOutcome(result, gone, refusedCount, _before);
    }

    private RoleEntry TakeRole(AccountEntry account, string name, bool renamed)
    {
        RoleEntry? role = account.Roles.Find(r => r.Name == name);
        if (role is null)
        {
            role = new RoleEntry { Name = name };
            account.Roles.Add(role);
            _new.Add((account, role));
        }
        else if (role.GoneAt is not null)
        {
            role.GoneAt = null;
            _returned++;
        }
        else if (renamed)
        {
            _changed++;
        }
        else
        {
            _unchanged++;
        }

        return role;
    }

    private IEnumerable<(AccountEntry Account, RoleEntry Role)> Gone() =>
        from account in _accounts.Values
        where !_failed.Contains(account.Id)
        from role in account.Roles
        where IsListed(role) && !_seen.Contains(new SessionKey(account.Id, role.Name))
        select (account, role);

    /// <summary>Whether a role is a session that the portal has listed. Chained sessions are none, and no listing changes them.</summary>
    private static bool IsListed(RoleEntry role) => role.GoneAt is null && role.Chain is null;

    private void SettleNames(HashSet<string> taken)
    {
        taken.UnionWith(from account in known.Accounts from role in account.Roles where role.Profile.Length > 0 select role.Profile);
        List<NewSession> sessions = [.. _new.Select(n => NameRequest(n.Account, n.Role))];
        Dictionary<SessionKey, string> names = ProfileNames.Settle(sessions, known.ProfileNameTemplate ?? ProfileNames.DefaultTemplate, taken);
        foreach ((AccountEntry account, RoleEntry role) in _new)
        {
            role.Profile = names[new SessionKey(account.Id, role.Name)];
        }
    }

    /// <summary>What a profile name is made of.</summary>
    internal NewSession NameRequest(AccountEntry account, RoleEntry role) =>
        new(known.Alias, new SessionKey(account.Id, role.Name), account.Name);

    private static Dictionary<string, AccountEntry> ById(IntegrationEntry known)
    {
        Dictionary<string, AccountEntry> accounts = new(StringComparer.Ordinal);
        foreach (AccountEntry account in known.Accounts)
        {
            if (!accounts.TryAdd(account.Id, account))
            {
                accounts[account.Id].Roles.AddRange(account.Roles);
            }
        }

        return accounts;
    }
}

/// <summary>What a merge did.</summary>
/// <param name="Result">The counts.</param>
/// <param name="Removed">The sessions that are gone.</param>
/// <param name="RefusedRemovals">How many removals were refused because they were suspiciously many.</param>
/// <param name="KnownBefore">How many sessions were known before.</param>
internal sealed record MergeOutcome(
    LeappSyncResult Result, IReadOnlyList<(AccountEntry Account, RoleEntry Role)> Removed, int RefusedRemovals, int KnownBefore);
