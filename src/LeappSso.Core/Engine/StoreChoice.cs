using System.Security.Cryptography;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The token store of an integration as it will be kept in the workspace.</summary>
/// <param name="TokenStore">The store; null for the shared cache of integrations that were never given one.</param>
/// <param name="Vault">The name under which the login is kept there; null for the shared cache.</param>
internal sealed record StoreChoice(string? TokenStore, string? Vault)
{
    /// <summary>What is given for an integration, or what it has.</summary>
    /// <param name="known">The integration before.</param>
    /// <param name="given">The store that is given; null if none.</param>
    /// <param name="method">The method that is given; null if none.</param>
    /// <param name="isKnown">Whether there is the integration already.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/>: the method does not work with the store.</exception>
    internal static StoreChoice Of(IntegrationEntry known, LeappTokenStore? given, LeappMethod? method, bool isKnown = true)
    {
        LeappTokenStore before = TokenStoreRules.StoreOf(known);
        LeappTokenStore after = given ?? before;
        if (method is { } wanted)
        {
            TokenStoreRules.Demand(after, wanted, known.Alias, wanted, isKnown);
        }

        // A new name each time: what an interrupted move left behind is never taken for the login.
        return after == before ? new StoreChoice(given?.ToString() ?? known.TokenStore, known.Vault)
            : new StoreChoice(after.ToString(), after == LeappTokenStore.Shared ? null : Convert.ToHexString(RandomNumberGenerator.GetBytes(8)).ToLowerInvariant());
    }

    /// <summary>The method of an integration, unless its login is from now on where that does not work; then the default of that store holds.</summary>
    internal static string? MethodThatStays(IntegrationEntry known, string? store)
    {
        IntegrationEntry after = new() { Alias = known.Alias, TokenStore = store, Method = known.Method };
        return TokenStoreRules.Serves(after, Catalog.MethodOf(after)) ? known.Method : null;
    }
}
