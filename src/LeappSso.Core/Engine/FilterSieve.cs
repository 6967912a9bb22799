using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Picks the sessions that may pass a filter, and none that cannot as soon as this is known.</summary>
/// <param name="filter">The filter.</param>
/// <param name="most">How many are enough.</param>
internal sealed class FilterSieve(SessionFilter filter, int most = int.MaxValue) : ISessionSieve
{
    /// <summary>What was picked. A name that stood behind the roles in the file was not tested.</summary>
    internal List<SessionPlace> Picked { get; } = [];

    /// <inheritdoc/>
    public bool MayWant(IntegrationEntry integration, AccountEntry account) =>
        Picked.Count < most
        && MayPass(filter.Integration, integration.Alias)
        && MayPass(filter.AccountId, account.Id)
        && MayPass(filter.AccountName, account.Name);

    /// <inheritdoc/>
    public bool MayWant(string roleName, string profileName) =>
        (filter.RoleName is null || filter.RoleName(ChainName.Shown(roleName)))
        && (filter.RoleInId is null || filter.RoleInId(roleName))
        && (filter.ProfileName is null || filter.ProfileName(profileName));

    /// <inheritdoc/>
    public bool Take(IntegrationEntry integration, AccountEntry account, RoleEntry role)
    {
        Picked.Add(new SessionPlace(integration, account, role));
        return true;
    }

    /// <inheritdoc/>
    public void Clear() => Picked.Clear();

    private static bool MayPass(Func<string, bool>? test, string? value) => test is null || string.IsNullOrWhiteSpace(value) || test(value);
}
