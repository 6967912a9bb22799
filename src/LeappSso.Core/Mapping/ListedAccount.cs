using LeappSso.Ports;

namespace LeappSso.Mapping;

/// <summary>What a listing found out about one account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Roles">Its roles, by name; empty where listing them failed.</param>
/// <param name="Failure">Why its roles could not be listed; null where they could.</param>
internal sealed record ListedAccount(PortalAccount Account, IReadOnlyList<string> Roles, LeappException? Failure);
