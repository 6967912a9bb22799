namespace LeappSso.WebConsole;

/// <summary>Where the AWS console and its sign-in are, in one partition of AWS.</summary>
/// <param name="Name">The name of the partition.</param>
/// <param name="SigninHost">The host that makes sign-in tokens.</param>
/// <param name="ConsoleHost">The host under which every host of the console lies.</param>
/// <param name="Region">The region whose host is the entry; null where the console has an entry for all regions.</param>
/// <remarks>
/// Hosts by the AWS documentation: the IAM user guide on custom identity brokers for aws, the user guides of the China and GovCloud
/// regions, and the endpoints of the general reference for the European Sovereign Cloud, which has hosts with a region only.
/// </remarks>
internal sealed record ConsolePartition(string Name, string SigninHost, string ConsoleHost, string? Region)
{
    private static readonly ConsolePartition s_aws = new("aws", "signin.aws.amazon.com", "console.aws.amazon.com", null);
    private static readonly ConsolePartition s_china = new("aws-cn", "signin.amazonaws.cn", "console.amazonaws.cn", null);
    private static readonly ConsolePartition s_gov = new("aws-us-gov", "signin.amazonaws-us-gov.com", "console.amazonaws-us-gov.com", null);

    /// <summary>The partition of a region; null for the isolated ones, whose hosts are not public.</summary>
    /// <param name="region">A region code in lower case.</param>
    internal static ConsolePartition? Of(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? s_china
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? s_gov
        : region.StartsWith("eusc-", StringComparison.Ordinal)
            ? new("aws-eusc", $"{region}.signin.amazonaws-eusc.eu", "console.amazonaws-eusc.eu", region)
        : region.StartsWith("us-iso", StringComparison.Ordinal) || region.StartsWith("eu-iso", StringComparison.Ordinal) ? null
        : s_aws;

    /// <summary>The host at which every page of the console can be asked for.</summary>
    internal string EntryHost => Region is null ? ConsoleHost : $"{Region}.{ConsoleHost}";

    /// <summary>Whether a host is one of the console's, at a label boundary.</summary>
    /// <param name="host">A host name in any letter case.</param>
    internal bool Owns(string host) =>
        host.Equals(ConsoleHost, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + ConsoleHost, StringComparison.OrdinalIgnoreCase);
}
