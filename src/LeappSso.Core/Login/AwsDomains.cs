using System.Text.RegularExpressions;

namespace LeappSso.Login;

/// <summary>
/// The host names under which AWS serves access portals and their issuers. One list, taken from AWS CLI v2
/// (<c>awscli/customizations/sso/resolve.py</c>) and from the AWS documentation of the partitions.
/// </summary>
internal static partial class AwsDomains
{
    private static readonly string[] s_suffixes =
    [
        ".awsapps.com",
        ".awsapps.cn",
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".amazonaws.eu",
        ".amazonwebservices.com.cn",
        ".amazonwebservices.eu",
        ".app.aws",
    ];

    /// <summary>Whether a host lies under a domain of AWS, at a label boundary.</summary>
    internal static bool Owns(string host) =>
        s_suffixes.Any(suffix => host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

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
        @"^[a-z0-9-]+\.(portal\.(?<region>[a-z]{2,4}(-[a-z]+)+-\d)\.app\.aws"
        + @"|(?<region>[a-z]{2,4}(-[a-z]+)+-\d)\.portal\.(amazonaws\.(com|com\.cn|eu)|amazonwebservices\.(eu|com\.cn)))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex RegionalHost();

    [GeneratedRegex(@"^identitycenter(\.[a-z0-9-]+)*\.(amazonaws\.(com|com\.cn|eu)|amazonwebservices\.(eu|com\.cn))$", RegexOptions.CultureInvariant)]
    private static partial Regex IssuerHost();
}
