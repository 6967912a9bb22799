using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// Picks the sessions in whose names all words may stand, wherever: alias, account id and name, role, profile. Whose account is not known by
/// name is picked in any case.
/// </summary>
/// <param name="words">The words.</param>
/// <param name="filter">Which sessions count.</param>
/// <param name="most">How many are enough.</param>
internal sealed class WordSieve(IReadOnlyList<string> words, SessionFilter filter, int most) : ISessionSieve
{
    private readonly FilterSieve _filter = new(filter);
    private readonly List<string> _left = [];

    /// <summary>What was picked.</summary>
    internal List<SessionPlace> Picked => _filter.Picked;

    /// <inheritdoc/>
    public bool MayWant(IntegrationEntry integration, AccountEntry account)
    {
        if (Picked.Count >= most || !_filter.MayWant(integration, account))
        {
            return false;
        }

        // What account and alias do not answer for, each role has to. A name may stand behind the roles in the file, so all are taken then.
        _left.Clear();
        bool isKnown = integration.Alias.Length > 0 && account.Id.Length > 0 && !string.IsNullOrEmpty(account.Name);
        foreach (string word in isKnown ? words : [])
        {
            if (!Has(integration.Alias, word) && !Has(account.Id, word) && !Has(account.Name, word))
            {
                _left.Add(word);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool MayWant(string roleName, string profileName)
    {
        foreach (string word in _left)
        {
            if (!Has(roleName, word) && !Has(profileName, word))
            {
                return false;
            }
        }

        return _filter.MayWant(roleName, profileName);
    }

    /// <inheritdoc/>
    public bool Take(IntegrationEntry integration, AccountEntry account, RoleEntry role) => _filter.Take(integration, account, role);

    /// <inheritdoc/>
    public void Clear() => _filter.Clear();

    private static bool Has(string? name, string word) => name is not null && name.Contains(word, StringComparison.OrdinalIgnoreCase);
}
