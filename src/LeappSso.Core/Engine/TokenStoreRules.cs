using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Which method goes with which token store.</summary>
internal static class TokenStoreRules
{
    /// <summary>Where the login of an integration is kept.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.WorkspaceNewer"/>: in a place that only a newer version knows.</exception>
    internal static LeappTokenStore StoreOf(IntegrationEntry entry) => TryStoreOf(entry) ?? throw new LeappException(
        LeappErrorCode.WorkspaceNewer,
        $"The token store of '{entry.Alias}' is '{VisibleText.Of(entry.TokenStore!)}', which a newer version of LeappSso has set, so its login is not touched here."
        + " Update the module: Update-PSResource LeappSso.",
        entry.Alias);

    /// <summary>How sessions of an integration are activated where nothing else is set.</summary>
    internal static LeappMethod DefaultMethodOf(IntegrationEntry entry) => DefaultMethodOf(TryStoreOf(entry) ?? LeappTokenStore.Shared);

    /// <inheritdoc cref="DefaultMethodOf(IntegrationEntry)"/>
    internal static LeappMethod DefaultMethodOf(LeappTokenStore store) => store switch
    {
        LeappTokenStore.Memory => LeappMethod.Environment,
        LeappTokenStore.Platform => LeappMethod.CredentialProcess,
        _ => LeappMethod.SsoProfile,
    };

    /// <summary>Whether a method works with a login that is kept there.</summary>
    internal static bool Serves(LeappTokenStore store, LeappMethod method) => store switch
    {
        LeappTokenStore.Memory => method == LeappMethod.Environment,
        LeappTokenStore.Platform => method != LeappMethod.SsoProfile,
        _ => true,
    };

    /// <summary>Whether a method works with the login of an integration; not where that is in a place that only a newer version knows.</summary>
    internal static bool Serves(IntegrationEntry entry, LeappMethod method) => TryStoreOf(entry) is { } store && Serves(store, method);

    /// <summary>Refuses a method that does not work with a login that is kept there.</summary>
    /// <param name="store">Where the login is.</param>
    /// <param name="method">The method.</param>
    /// <param name="alias">The alias of the integration.</param>
    /// <param name="target">What the person gave.</param>
    /// <param name="isKnown">Whether there is the integration already, so that it can be given another store.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/>.</exception>
    internal static void Demand(LeappTokenStore store, LeappMethod method, string alias, object target, bool isKnown = true)
    {
        if (!Serves(store, method))
        {
            string advice = isKnown ? Advice(store, PowerShellText.Quoted(alias)) : AdviceForNew(store);
            throw new LeappException(LeappErrorCode.MethodNotAvailable, $"{Reason(store, method, alias)} {advice}", target);
        }
    }

    /// <summary>Why a method does not work with a login that is kept there.</summary>
    internal static string Reason(LeappTokenStore store, LeappMethod method, string alias) => (store, method) switch
    {
        (LeappTokenStore.Memory, LeappMethod.CredentialsFile) =>
            $"The token store of '{alias}' is Memory, so nothing of it is written to the disk, and the method CredentialsFile would write keys there.",
        (LeappTokenStore.Memory, _) =>
            $"The token store of '{alias}' is Memory, so other programs find no login, which the method {method} needs.",
        _ => $"The token store of '{alias}' is {store}, where other AWS tools do not look for a login, which the method {method} needs.",
    };

    private static string Advice(LeappTokenStore store, string name) => store == LeappTokenStore.Memory
        ? $"Use -Method Environment, Get-LeappCredential or Invoke-LeappSession, or another store: Set-LeappSsoIntegration {name} -TokenStore Platform (or Shared)."
        : $"Use -Method CredentialProcess, CredentialsFile or Environment, or the store of those tools: Set-LeappSsoIntegration {name} -TokenStore Shared.";

    private static string AdviceForNew(LeappTokenStore store) => store == LeappTokenStore.Memory
        ? "Use -Method Environment, the only one that works there, or -TokenStore Platform (or Shared)."
        : "Use -Method CredentialProcess, CredentialsFile or Environment, or -TokenStore Shared.";

    private static LeappTokenStore? TryStoreOf(IntegrationEntry entry) => entry.TokenStore is null ? LeappTokenStore.Shared
        : Enum.TryParse(entry.TokenStore, ignoreCase: true, out LeappTokenStore store) && Enum.IsDefined(store) ? store
        : null;
}
