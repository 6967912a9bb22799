using System.Text.RegularExpressions;

namespace LeappSso.Login;

/// <summary>
/// The host names under which AWS serves access portals and their issuers. One list, taken from AWS CLI v2
/// (<c>awscli/customizations/sso/resolve.py</c>), the AWS SDK for .NET (<c>SSOEndpointResolver</c>) and the AWS documentation of the partitions.
/// Of the domains below which everybody can have a host (S3, load balancers, API Gateway), only the names that are kept for portals.
/// </summary>
internal static partial class AwsDomains
{
    private static readonly string[] s_suffixes =
    [
        ".awsapps.com",
        ".awsapps.cn",
        ".app.aws",
        ".portal.amazonaws.com",
        ".portal.amazonaws.com.cn",
        ".portal.amazonaws.eu",
    ];

    private static readonly string[] s_open =
        [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".amazonwebservices.com.cn", ".amazonwebservices.eu"];

    /// <summary>Whether a host is kept by AWS for access portals or their issuers, at a label boundary.</summary>
    internal static bool Owns(string host) => IsUnder(s_suffixes, host) || RegionalHost().IsMatch(host) || IssuerHost().IsMatch(host);

    /// <summary>Whether a host is under a domain of AWS where its customers have hosts too.</summary>
    internal static bool IsOpenToAll(string host) => IsUnder(s_open, host) && !Owns(host);

    /// <summary>Whether the host is of the family <c>NAME.awsapps.com</c>, whose portal stands at <c>/start</c>.</summary>
    internal static bool IsClassicPortal(string host) => ClassicHost().IsMatch(host);

    /// <summary>Whether host and path look like a portal seen before.</summary>
    internal static bool IsKnownShape(string host, string path) =>
        (ClassicHost().IsMatch(host) && path == "/start")
        || (GovHost().IsMatch(host) && path.StartsWith("/directory/", StringComparison.Ordinal))
        || RegionalHost().IsMatch(host)
        || (IssuerHost().IsMatch(host) && path.Length > 1);

    /// <summary>The region that a host of a newer family names; null on others.</summary>
    internal static string? RegionIn(string host)
    {
        Match regional = RegionalHost().Match(host);
        if (regional.Success)
        {
            return regional.Groups["region"].Value;
        }

        Match gov = GovHost().Match(host);
        return gov.Groups["region"].Success ? gov.Groups["region"].Value : null;
    }

    [GeneratedRegex(@"^(?!start\.)[a-z0-9-]+\.awsapps\.(com|cn)$|^start\.[a-z0-9-]+\.home\.awsapps\.cn$", RegexOptions.CultureInvariant)]
    private static partial Regex ClassicHost();

    [GeneratedRegex(@"^start\.((?<region>us-gov-(east|west)-\d)\.)?us-gov-home\.awsapps\.com$", RegexOptions.CultureInvariant)]
    private static partial Regex GovHost();

    [GeneratedRegex(
        @"^[a-z0-9-]+\.(portal\.(?<region>[a-z]{2,4}(-[a-z]+)+-\d)\.(app\.aws|app\.amazonwebservices\.com\.cn|api\.amazonwebservices\.eu)"
        + @"|(?<region>[a-z]{2,4}(-[a-z]+)+-\d)\.portal\.amazonaws\.(com|com\.cn|eu))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex RegionalHost();

    // A name, not an address: it is resolved nowhere. Only a partition or a region may stand behind it, since a bucket can have any name.
    [GeneratedRegex(
        @"^([a-z0-9-]+\.)?identitycenter(\.us-gov|\.[a-z]{2,4}(-[a-z]+)+-\d)?\.amazonaws\.(com|com\.cn|eu)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IssuerHost();

    private static bool IsUnder(string[] suffixes, string host) =>
        suffixes.Any(suffix => host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
