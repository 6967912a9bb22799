using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Picks the names of roles, each once.</summary>
/// <param name="isWanted">Which are wanted.</param>
internal sealed class RoleSieve(Func<string, bool> isWanted) : ISessionSieve
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>What was picked.</summary>
    internal IEnumerable<string> Names => _names;

    /// <inheritdoc/>
    public bool MayWant(IntegrationEntry integration, AccountEntry account) => true;

    /// <inheritdoc/>
    public bool MayWant(string roleName, string profileName)
    {
        string shown = ChainName.Shown(roleName);
        return isWanted(shown) && _names.Add(shown);
    }

    /// <inheritdoc/>
    public bool Take(IntegrationEntry integration, AccountEntry account, RoleEntry role) => true;

    /// <inheritdoc/>
    public void Clear() => _names.Clear();
}
