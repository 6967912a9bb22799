using LeappSso.WebConsole;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The page of the AWS console that a person names.</summary>
internal sealed class ConsoleAddressTarget() : FuzzTarget("console address", "https to the console of that partition and to nowhere else, without user, port or blanks; the region given only where none stands")
{
    private static readonly ConsolePartition[] s_partitions = [.. new[] { "eu-west-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1" }.Select(r => ConsolePartition.Of(r)!)];

    internal override string Mended => "a host that is no text was taken; on another the address parser of .NET ends by an exception";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "ec2", "cloudwatch", " /ec2/home#Instances: ", "s3/buckets/x?region=us-east-1&tab=objects", "https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions", "https://console.amazonaws.cn/",
        "//evil.example/x", "https://console.aws.amazon.com.evil.example/", "https://me:pw@console.aws.amazon.com/", "/a/../b");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "/", "//", "\\", "..", "?", "#", "&region=", "?region=x", "https://", "console.aws.amazon.com", ".console.amazonaws.cn", "@", ":443", ":8443", "%2e%2e", "%2f", "%0a", "。", "xn--", "http://", "ec2", "home", "[", "]", "javascript:");

    internal override void Check(byte[] input)
    {
        string text = InputText.Of(input);
        ConsoleDestination destination;
        try
        {
            destination = ConsoleDestination.Parse(text);
        }
        catch (LeappException refusal)
        {
            Refused(refusal);
            return;
        }

        foreach (ConsolePartition partition in s_partitions)
        {
            try
            {
                Uri page = destination.In(partition, "eu-west-3", "acme/000000000001/Admin");
                Uri read = new(page.AbsoluteUri);
                Demand.That(read.Scheme == "https" && read.IsDefaultPort && read.UserInfo.Length == 0, $"{page} is no plain https");
                Demand.That(read.Host == partition.ConsoleHost || read.Host.EndsWith("." + partition.ConsoleHost, StringComparison.Ordinal), $"{page} is elsewhere");
                Demand.That(page.AbsoluteUri.All(c => c is > ' ' and <= '~'), "the address has characters that no address has");
                Demand.That(page.Query.Split('?', '&').Count(p => p == "region=eu-west-3") <= 1, "the region is given twice");
            }
            catch (LeappException refusal)
            {
                Refused(refusal);
            }
        }
    }

    private static void Refused(LeappException refusal)
    {
        Demand.Same(LeappErrorCode.InvalidDestination, refusal.Code, "the code");
        Demand.Message(refusal.Message);
    }
}
