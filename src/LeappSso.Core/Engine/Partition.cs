namespace LeappSso.Engine;

/// <summary>The partitions of AWS (botocore/data/partitions.json): no keys of one are taken in another.</summary>
internal static class Partition
{
    // By the beginnings of their regions; the rest is the first.
    private static readonly (string Beginning, string Name, string Region)[] s_others =
    [
        ("cn-", "aws-cn", "cn-north-1"),
        ("us-gov-", "aws-us-gov", "us-gov-west-1"),
        ("eusc-", "aws-eusc", "eusc-de-east-1"),
        ("us-iso-", "aws-iso", "us-iso-east-1"),
        ("us-isob-", "aws-iso-b", "us-isob-east-1"),
        ("eu-isoe-", "aws-iso-e", "eu-isoe-west-1"),
        ("us-isof-", "aws-iso-f", "us-isof-south-1"),
    ];

    /// <summary>The partition in which a region lies.</summary>
    /// <param name="region">A region code in lower case.</param>
    internal static string Of(string region) =>
        Array.Find(s_others, p => region.StartsWith(p.Beginning, StringComparison.Ordinal)).Name ?? "aws";

    /// <summary>A region of a partition, for calls that any of its regions answers.</summary>
    internal static string AnyRegion(string partition) => Array.Find(s_others, p => p.Name == partition).Region ?? "us-east-1";
}
