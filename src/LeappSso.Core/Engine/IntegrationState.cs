using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The settings of an integration, as they are stored.</summary>
internal sealed record IntegrationState(
    string PortalUrl,
    string Region,
    string? DefaultRegion,
    string? ProfileNameTemplate,
    string? Method,
    string? LoginMethod,
    string? TokenStore,
    string? Vault)
{
    internal static IntegrationState Of(IntegrationEntry entry) =>
        new(entry.PortalUrl, entry.Region, entry.DefaultRegion, entry.ProfileNameTemplate, entry.Method, entry.LoginMethod, entry.TokenStore, entry.Vault);

    /// <summary>Whether a login for the one serves the other.</summary>
    internal bool IsSamePlace(IntegrationState other) => PortalUrl == other.PortalUrl && Region == other.Region;

    internal void CopyTo(IntegrationEntry entry)
    {
        entry.PortalUrl = PortalUrl;
        entry.Region = Region;
        entry.DefaultRegion = DefaultRegion;
        entry.ProfileNameTemplate = ProfileNameTemplate;
        entry.Method = Method;
        entry.LoginMethod = LoginMethod;
        entry.TokenStore = TokenStore;
        entry.Vault = Vault;
    }
}
