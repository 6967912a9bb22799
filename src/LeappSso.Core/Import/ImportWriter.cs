using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Store;

namespace LeappSso.Import;

/// <summary>Brings a draft into the workspace. What is known there keeps its settings.</summary>
/// <param name="document">The workspace.</param>
/// <param name="namesOfOthers">Profile names that are not ours to give; must ignore letter case.</param>
internal sealed class ImportWriter(WorkspaceDocument document, IReadOnlySet<string> namesOfOthers)
{
    private readonly List<LeappImportItem> _items = [];
    private readonly HashSet<IntegrationEntry> _met = [];
    private readonly Dictionary<RoleEntry, string> _source = [];
    private readonly Dictionary<ImportedSession, string> _ids = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether anything was added.</summary>
    internal bool HasChanged { get; private set; }

    /// <summary>Brings it in.</summary>
    /// <returns>What became of each thing that could be taken.</returns>
    internal IReadOnlyList<LeappImportItem> Run(ImportDraft draft)
    {
        HashSet<string> wanted = new(draft.Portals.Select(p => p.Alias), StringComparer.OrdinalIgnoreCase);
        foreach (ImportedPortal portal in draft.Portals)
        {
            Bring(portal, wanted);
        }

        ChainAdvice advice = new(document, IdOf);
        return [.. _items, .. draft.Chains.Where(c => c.IsInConfig).Select(advice.Of)];
    }

    /// <summary>The id of a session of the draft; null where it was not taken.</summary>
    internal string? IdOf(ImportedSession session) => _ids.GetValueOrDefault(session);

    private void Bring(ImportedPortal portal, HashSet<string> wanted)
    {
        IntegrationEntry? known = Known(portal, wanted);
        IntegrationEntry entry = known ?? Add(portal);
        _met.Add(entry);
        string? renamed = !portal.IsKnownByName || string.Equals(entry.Alias, portal.Alias, StringComparison.OrdinalIgnoreCase) ? null
            : $"The alias '{portal.Alias}' leads to another portal, so this one is '{entry.Alias}'; its profiles stay as they are and do not count as active.";
        Tell(known is null ? LeappImportStatus.Added : LeappImportStatus.Unchanged, LeappImportKind.Integration, entry.Alias, renamed, portal.Note);

        int sessionsBegin = _items.Count;
        List<(AccountEntry Account, RoleEntry Role, ImportedSession Session)> added = [];
        foreach (ImportedSession session in portal.Sessions)
        {
            if (TakeNew(entry, portal, session) is { } place)
            {
                added.Add((place.Account, place.Role, session));
            }
        }

        SettleNames(entry, added);
        if (added.Count > 0)
        {
            HasChanged = true;
            _items.InsertRange(sessionsBegin, added.Select(a => ItemOf(entry, a.Account, a.Role, a.Session)));
            entry.Accounts = [.. entry.Accounts.OrderBy(a => a.Id, StringComparer.Ordinal)];
        }
    }

    private static LeappImportItem ItemOf(IntegrationEntry entry, AccountEntry account, RoleEntry role, ImportedSession session)
    {
        string? name = session.Profile is null || session.Profile == role.Profile ? null
            : $"The profile name '{session.Profile}' belongs to another session, so this one is '{role.Profile}'.";
        return Item(LeappImportStatus.Added, LeappImportKind.Session, IdOf(entry, account, role), name, session.Note);
    }

    /// <summary>The integration that is this portal already.</summary>
    private IntegrationEntry? Known(ImportedPortal portal, HashSet<string> wanted)
    {
        if (document.Find(portal.Alias) is { } same && IsSame(same, portal))
        {
            return same;
        }

        return portal.IsKnownByName
            ? AliasText.Candidates(portal.Alias).Select(document.Find).TakeWhile(i => i is not null).FirstOrDefault(i => IsSame(i!, portal))
            : document.Integrations.Find(i => IsSame(i, portal) && !_met.Contains(i) && !wanted.Contains(i.Alias));
    }

    private static bool IsSame(IntegrationEntry entry, ImportedPortal portal) =>
        PortalAddress.SamePortal(entry.PortalUrl, portal.Url) && string.Equals(entry.Region, portal.Region, StringComparison.OrdinalIgnoreCase);

    private IntegrationEntry Add(ImportedPortal portal)
    {
        IntegrationEntry entry = new()
        {
            Alias = AliasText.Candidates(portal.Alias).First(alias => document.Find(alias) is null),
            PortalUrl = portal.Url,
            Region = portal.Region,
            DefaultRegion = portal.DefaultRegion,
        };
        document.Integrations.Add(entry);
        HasChanged = true;
        return entry;
    }

    private (AccountEntry Account, RoleEntry Role)? TakeNew(IntegrationEntry entry, ImportedPortal portal, ImportedSession session)
    {
        AccountEntry? account = entry.Accounts.Find(a => a.Id == session.AccountId);
        RoleEntry? known = account?.Roles.Find(r => string.Equals(r.Name, session.RoleName, StringComparison.OrdinalIgnoreCase));
        _ids[session] = new SessionId(entry.Alias, session.AccountId, known?.Name ?? session.RoleName).ToString();
        if (known is null)
        {
            if (account is null)
            {
                account = new AccountEntry { Id = session.AccountId, Name = session.AccountName, Email = session.AccountEmail };
                entry.Accounts.Add(account);
            }

            // One that has the default there has it here too, where that is the same.
            bool isDefault = session.Region == portal.DefaultRegion && session.Region == entry.DefaultRegion;
            RoleEntry role = new() { Name = session.RoleName, Region = isDefault ? null : session.Region };
            account.Roles.Add(role);
            _source.Add(role, session.Name);
            return (account, role);
        }

        string id = IdOf(entry, account!, known);
        if (_source.TryGetValue(known, out string? first))
        {
            Tell(LeappImportStatus.NotTaken, LeappImportKind.Session, session.Name, $"It is {id} as well, which '{VisibleText.Of(first)}' is already. A session has one profile.");
        }
        else if (known.GoneAt is { } gone)
        {
            Tell(LeappImportStatus.NotTaken, LeappImportKind.Session, session.Name, $"The portal does not list {id} any more, since {gone:u}.");
        }
        else
        {
            _source.Add(known, session.Name);
            string? other = session.Profile is null || session.Profile == known.Profile ? null
                : $"It is known with the profile name '{known.Profile}', which is kept; Set-LeappSession {PowerShellText.Quoted(id)} -ProfileName {PowerShellText.Quoted(session.Profile)} changes that.";
            Tell(LeappImportStatus.Unchanged, LeappImportKind.Session, id, other);
        }

        return null;
    }

    /// <summary>Gives new sessions the names they bring; those whose name is taken, or who have none, the usual ones.</summary>
    private void SettleNames(IntegrationEntry entry, List<(AccountEntry Account, RoleEntry Role, ImportedSession Session)> added)
    {
        HashSet<string> taken = new(
            document.Integrations.SelectMany(i => i.Accounts).SelectMany(a => a.Roles).Select(r => r.Profile).Where(p => p.Length > 0), StringComparer.OrdinalIgnoreCase);
        List<(AccountEntry Account, RoleEntry Role)> nameless = [];
        foreach ((AccountEntry account, RoleEntry role, ImportedSession session) in added)
        {
            if (session.Profile is { } profile && taken.Add(profile))
            {
                role.Profile = profile;
            }
            else
            {
                nameless.Add((account, role));
            }
        }

        taken.UnionWith(namesOfOthers);
        List<NewSession> requests = [.. nameless.Select(n => new NewSession(entry.Alias, new SessionKey(n.Account.Id, n.Role.Name), n.Account.Name))];
        Dictionary<SessionKey, string> names = ProfileNames.Settle(requests, entry.ProfileNameTemplate ?? ProfileNames.DefaultTemplate, taken);
        foreach ((AccountEntry account, RoleEntry role) in nameless)
        {
            role.Profile = names[new SessionKey(account.Id, role.Name)];
        }
    }

    private static string IdOf(IntegrationEntry entry, AccountEntry account, RoleEntry role) => new SessionId(entry.Alias, account.Id, role.Name).ToString();

    private void Tell(LeappImportStatus status, LeappImportKind kind, string name, params string?[] details) => _items.Add(Item(status, kind, name, details));

    private static LeappImportItem Item(LeappImportStatus status, LeappImportKind kind, string name, params string?[] details)
    {
        string detail = string.Join(" ", details.Where(d => d is not null));
        return new LeappImportItem { Status = status, Kind = kind, Name = VisibleText.Of(name), Detail = detail.Length > 0 ? detail : null };
    }
}
