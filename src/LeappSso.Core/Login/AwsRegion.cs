using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LeappSso.Login;

/// <summary>The code of an AWS region.</summary>
public static partial class AwsRegion
{
    // From the partitions file of the AWS SDKs (botocore/data/partitions.json). New regions only miss the warning-free path.
    private static readonly FrozenDictionary<string, string> s_places = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["af-south-1"] = "Africa (Cape Town)",
        ["ap-east-1"] = "Asia Pacific (Hong Kong)",
        ["ap-east-2"] = "Asia Pacific (Taipei)",
        ["ap-northeast-1"] = "Asia Pacific (Tokyo)",
        ["ap-northeast-2"] = "Asia Pacific (Seoul)",
        ["ap-northeast-3"] = "Asia Pacific (Osaka)",
        ["ap-south-1"] = "Asia Pacific (Mumbai)",
        ["ap-south-2"] = "Asia Pacific (Hyderabad)",
        ["ap-southeast-1"] = "Asia Pacific (Singapore)",
        ["ap-southeast-2"] = "Asia Pacific (Sydney)",
        ["ap-southeast-3"] = "Asia Pacific (Jakarta)",
        ["ap-southeast-4"] = "Asia Pacific (Melbourne)",
        ["ap-southeast-5"] = "Asia Pacific (Malaysia)",
        ["ap-southeast-6"] = "Asia Pacific (New Zealand)",
        ["ap-southeast-7"] = "Asia Pacific (Thailand)",
        ["ca-central-1"] = "Canada (Central)",
        ["ca-west-1"] = "Canada West (Calgary)",
        ["eu-central-1"] = "Europe (Frankfurt)",
        ["eu-central-2"] = "Europe (Zurich)",
        ["eu-north-1"] = "Europe (Stockholm)",
        ["eu-south-1"] = "Europe (Milan)",
        ["eu-south-2"] = "Europe (Spain)",
        ["eu-west-1"] = "Europe (Ireland)",
        ["eu-west-2"] = "Europe (London)",
        ["eu-west-3"] = "Europe (Paris)",
        ["il-central-1"] = "Israel (Tel Aviv)",
        ["me-central-1"] = "Middle East (UAE)",
        ["me-south-1"] = "Middle East (Bahrain)",
        ["mx-central-1"] = "Mexico (Central)",
        ["sa-east-1"] = "South America (Sao Paulo)",
        ["us-east-1"] = "US East (N. Virginia)",
        ["us-east-2"] = "US East (Ohio)",
        ["us-west-1"] = "US West (N. California)",
        ["us-west-2"] = "US West (Oregon)",
        ["cn-north-1"] = "China (Beijing)",
        ["cn-northwest-1"] = "China (Ningxia)",
        ["us-gov-east-1"] = "AWS GovCloud (US-East)",
        ["us-gov-west-1"] = "AWS GovCloud (US-West)",
        ["eusc-de-east-1"] = "AWS European Sovereign Cloud (Germany)",
        ["us-iso-east-1"] = "US ISO East",
        ["us-iso-west-1"] = "US ISO West",
        ["us-isob-east-1"] = "US ISOB East (Ohio)",
        ["us-isob-west-1"] = "US ISOB West",
        ["eu-isoe-west-1"] = "EU ISOE West",
        ["us-isof-east-1"] = "US ISOF East",
        ["us-isof-south-1"] = "US ISOF South",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The place of a region, as AWS names it; null where this version does not know the region.</summary>
    /// <param name="code">A region code in lower case.</param>
    public static string? PlaceOf(string code) => s_places.GetValueOrDefault(code);

    /// <summary>The regions known to this version, sorted.</summary>
    public static IEnumerable<string> Known => s_places.Keys.Order(StringComparer.Ordinal);

    /// <summary>Checks the shape of a region code and gives it in lower case without blanks around it.</summary>
    /// <param name="text">What a person typed.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidRegion"/> if it has not the shape of a region code.</exception>
    public static string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string code = text.Trim().ToLowerInvariant();
        return Shape().IsMatch(code)
            ? code
            : throw new LeappException(
                LeappErrorCode.InvalidRegion,
                $"'{VisibleText.Of(text)}' is not an AWS region. Write its code, for example eu-west-1 for Ireland.",
                text);
    }

    /// <summary>Whether a code has the shape of a region code.</summary>
    /// <param name="code">A code in lower case.</param>
    internal static bool IsRegion(string code) => Shape().IsMatch(code);

    /// <summary>Whether a code is among the regions known to this version.</summary>
    /// <param name="code">A region code in lower case.</param>
    public static bool IsKnown(string code) => s_places.ContainsKey(code);

    /// <summary>How it shows that a region in which a session works is none.</summary>
    internal const string NoHost = "AWS tools find no host";

    /// <summary>What is to be said of a region that this version does not know; null where it knows it.</summary>
    /// <param name="code">A region code in lower case.</param>
    /// <param name="trouble">How it shows that it is none.</param>
    internal static string? Doubt(string code, string trouble) => IsKnown(code)
        ? null
        : $"The region {code} is not among those this version knows; it is used as it is. If {trouble}, look for a typing error.";

    /// <summary>The host suffix of the partition of a region.</summary>
    /// <param name="code">A region code in lower case.</param>
    public static string DnsSuffix(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn"
            : code.StartsWith("eusc-", StringComparison.Ordinal) ? "amazonaws.eu"
            : code.StartsWith("us-isob-", StringComparison.Ordinal) ? "sc2s.sgov.gov"
            : code.StartsWith("us-isof-", StringComparison.Ordinal) ? "csp.hci.ic.gov"
            : code.StartsWith("eu-isoe-", StringComparison.Ordinal) ? "cloud.adc-e.uk"
            : code.StartsWith("us-iso-", StringComparison.Ordinal) ? "c2s.ic.gov"
            : "amazonaws.com";
    }

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
