using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Picks the sessions that have one of these ids, whatever the letter case.</summary>
internal sealed class IdSieve : ISessionSieve
{
    private readonly HashSet<string> _ids;
    private readonly HashSet<string> _beginnings;
    private readonly List<SessionPlace> _picked = [];

    /// <summary>Makes a sieve.</summary>
    /// <param name="names">The ids. A name that is none picks nothing.</param>
    internal IdSieve(IEnumerable<string> names)
    {
        _ids = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        _beginnings = new HashSet<string>(_ids.SelectMany(Beginnings), StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public bool MayWant(IntegrationEntry integration, AccountEntry account) =>
        integration.Alias.Length == 0 || account.Id.Length == 0 || _beginnings.Contains($"{integration.Alias}/{account.Id}/");

    /// <inheritdoc/>
    public bool MayWant(string roleName, string profileName) => true;

    /// <inheritdoc/>
    public bool Take(IntegrationEntry integration, AccountEntry account, RoleEntry role)
    {
        _picked.Add(new SessionPlace(integration, account, role));
        return true;
    }

    /// <inheritdoc/>
    public void Clear() => _picked.Clear();

    /// <summary>The sessions with these ids, when all is read: before that, an alias may still stand further down in the file.</summary>
    internal IEnumerable<SessionPlace> Found() => _picked.Where(place => _ids.Contains(place.Id.ToString()));

    /// <summary>What may be alias and account of an id. It is not taken apart by rules, so that no name of whatever shape is misread.</summary>
    private static IEnumerable<string> Beginnings(string id) =>
        from end in Enumerable.Range(0, id.Length)
        where id[end] == '/'
        select id[..(end + 1)];
}
