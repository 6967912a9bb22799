using LeappSso.Login;

namespace LeappSso.Import;

/// <summary>The address and region of a portal as another tool has them.</summary>
internal static class PortalText
{
    /// <summary>Checks them.</summary>
    /// <returns>The portal; or why it cannot be taken.</returns>
    internal static (PortalAddress? Address, string Region, string? Problem) Read(string? url, string? region)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return (null, string.Empty, "It has no address of a portal.");
        }

        try
        {
            // The other tool goes there already, so a company's own domain is no surprise.
            PortalAddress address = PortalAddress.Parse(url, acceptForeignHost: true);
            return region is { Length: > 0 } ? (address, AwsRegion.Parse(region), null)
                : address.RegionInHost is { } inHost ? (address, inHost, null)
                : (null, string.Empty, "It has no region, and its address does not tell it.");
        }
        catch (LeappException failure)
        {
            return (null, string.Empty, failure.Message);
        }
    }

    /// <summary>What is to be known about an address.</summary>
    internal static string? NoteOf(PortalAddress address) =>
        address.IsAwsOwned ? address.Warning : $"{address.Host} does not belong to AWS; it is taken for your company's own domain.";

    /// <summary>A region as it is kept; null where there is none that is one.</summary>
    internal static string? RegionOf(string? text) =>
        text?.Trim().ToLowerInvariant() is { Length: > 0 } region && AwsRegion.IsRegion(region) ? region : null;
}
