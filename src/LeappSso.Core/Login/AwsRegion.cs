using System.Text.RegularExpressions;

namespace LeappSso.Login;

/// <summary>The code of an AWS region.</summary>
public static partial class AwsRegion
{
    /// <summary>The place of a region, as AWS names it; null where this version does not know the region.</summary>
    /// <param name="code">A region code in lower case.</param>
    public static string? PlaceOf(string code) => RegionPlaces.All.GetValueOrDefault(code);

    /// <summary>The regions known to this version, sorted.</summary>
    public static IEnumerable<string> Known => RegionPlaces.All.Keys.Order(StringComparer.Ordinal);

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
    public static bool IsKnown(string code) => RegionPlaces.All.ContainsKey(code);

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
