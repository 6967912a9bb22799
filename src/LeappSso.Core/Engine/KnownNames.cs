using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// The names in the workspace, for completion. Nothing but the workspace is read, so that they come at once however many profiles
/// the AWS config has; a damaged file stays where it is, for a command to tell of. More names than anybody looks through are left out;
/// typing on brings them.
/// </summary>
public sealed class KnownNames
{
    /// <summary>About how many names are enough: accounts come whole.</summary>
    internal const int Most = 5000;

    private readonly WorkspaceStore _workspace;

    /// <summary>Takes the workspace of this user and process.</summary>
    public KnownNames()
        : this(WorkspaceStore.DefaultFolder(Environment.GetEnvironmentVariable))
    {
    }

    internal KnownNames(string folder) => _workspace = new WorkspaceStore(folder, TimeProvider.System, setsAside: false);

    /// <summary>Aliases of integrations.</summary>
    public IEnumerable<KnownName> Aliases() =>
        _workspace.Read(new FilterSieve(new SessionFilter { Integration = _ => false })).Select(i => new KnownName(i.Alias, i.PortalUrl));

    /// <summary>Names of accounts.</summary>
    /// <param name="beginning">What they begin with, whatever the letter case.</param>
    public IEnumerable<KnownName> AccountNames(string beginning) =>
        Pick(new SessionFilter { AccountName = Begins(beginning) }, oneOfAccount: true)
            .Select(p => new KnownName(SessionView.NameOf(p.Account), p.Account.Id));

    /// <summary>Ids of accounts.</summary>
    /// <param name="beginning">What they begin with.</param>
    public IEnumerable<KnownName> AccountIds(string beginning) =>
        Pick(new SessionFilter { AccountId = Begins(beginning) }, oneOfAccount: true)
            .Select(p => new KnownName(p.Account.Id, SessionView.NameOf(p.Account)));

    /// <summary>Names of roles.</summary>
    /// <param name="beginning">What they begin with, whatever the letter case.</param>
    public IEnumerable<KnownName> RoleNames(string beginning)
    {
        RoleSieve sieve = new(Begins(beginning));
        _workspace.Read(sieve);
        return sieve.Names.Select(name => new KnownName(name, name));
    }

    /// <summary>Names of profiles.</summary>
    /// <param name="beginning">What they begin with, whatever the letter case.</param>
    public IEnumerable<KnownName> ProfileNames(string beginning) =>
        Pick(new SessionFilter { ProfileName = Begins(beginning) }).Select(p => new KnownName(p.Role.Profile, p.Id.ToString()));

    /// <summary>Ids of sessions.</summary>
    /// <param name="beginning">What they begin with, whatever the letter case.</param>
    public IEnumerable<KnownName> SessionIds(string beginning)
    {
        string[] parts = beginning.Split('/', 3);
        return Pick(new SessionFilter { Integration = Part(0), AccountId = Part(1), RoleInId = Part(2) })
            .Select(p => new KnownName(p.Id.ToString(), $"{SessionView.NameOf(p.Account)}, {ChainName.Shown(p.Role.Name)}"));

        Func<string, bool>? Part(int number) => number >= parts.Length ? null
            : number == parts.Length - 1 ? Begins(parts[number])
            : name => name.Equals(parts[number], StringComparison.OrdinalIgnoreCase);
    }

    private List<SessionPlace> Pick(SessionFilter filter, bool oneOfAccount = false)
    {
        FilterSieve sieve = new(filter, oneOfAccount, Most);
        _workspace.Read(sieve);
        return sieve.Picked;
    }

    private static Func<string, bool> Begins(string beginning) => name => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A name that is known.</summary>
/// <param name="Value">The name.</param>
/// <param name="About">A line about what has it.</param>
public sealed record KnownName(string Value, string About);
