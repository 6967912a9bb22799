using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LeappSso.Login;

/// <summary>The code of an AWS region.</summary>
public static partial class AwsRegion
{
    // From the partitions file of the AWS SDKs (botocore/data/partitions.json). New regions only miss the warning-free path.
    private static readonly FrozenSet<string> s_known = FrozenSet.ToFrozenSet(
    [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2",
        "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
        "us-west-2", "cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1",
        "us-iso-west-1", "us-isob-east-1", "us-isob-west-1", "eu-isoe-west-1", "us-isof-east-1", "us-isof-south-1",
    ], StringComparer.Ordinal);

    /// <summary>The regions known to this version, sorted.</summary>
    public static IEnumerable<string> Known => s_known.Order(StringComparer.Ordinal);

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
                $"'{text}' is not an AWS region. Write its code, for example eu-west-1 for Ireland.",
                text);
    }

    /// <summary>Whether a code has the shape of a region code.</summary>
    /// <param name="code">A code in lower case.</param>
    internal static bool IsRegion(string code) => Shape().IsMatch(code);

    /// <summary>Whether a code is among the regions known to this version.</summary>
    /// <param name="code">A region code in lower case.</param>
    public static bool IsKnown(string code) => s_known.Contains(code);

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
