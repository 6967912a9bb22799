using LeappSso.Login;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>Where an sso-session leads.</summary>
internal sealed record SsoSessionAim(string? PortalUrl, string? Region)
{
    /// <summary>Reads it from a section.</summary>
    internal static SsoSessionAim Of(IniSection section) => new(section["sso_start_url"], section["sso_region"]);

    /// <summary>Whether an integration leads there too.</summary>
    internal bool IsAt(IntegrationEntry integration) =>
        PortalUrl is not null && PortalAddress.SamePortal(PortalUrl, integration.PortalUrl)
        && string.Equals(Region, integration.Region, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"{FileText.Shown(PortalUrl ?? "no portal")} in {FileText.Shown(Region ?? "no region")}";
}
