using LeappSso.WebConsole;

namespace LeappSso.Core.Tests.WebConsole;

public sealed class ConsoleDestinationTests
{
    [Theory]
    [InlineData("ec2", "eu-west-1", "https://console.aws.amazon.com/ec2/home?region=eu-west-1")]
    [InlineData("EC2", "eu-west-1", "https://console.aws.amazon.com/ec2/home?region=eu-west-1")]
    [InlineData("s3", null, "https://console.aws.amazon.com/s3/home")]
    [InlineData(" iam ", "us-east-1", "https://console.aws.amazon.com/iam/home?region=us-east-1")]
    [InlineData("dynamodb", "eu-west-1", "https://console.aws.amazon.com/dynamodbv2/home?region=eu-west-1")]
    [InlineData("logs", "eu-west-1", "https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups")]
    [InlineData("new-service", "eu-west-1", "https://console.aws.amazon.com/new-service/home?region=eu-west-1")]
    [InlineData("/ec2/home#Instances:", "eu-west-1", "https://console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:")]
    [InlineData("/", "eu-west-1", "https://console.aws.amazon.com/?region=eu-west-1")]
    [InlineData("ec2/home", null, "https://console.aws.amazon.com/ec2/home")]
    [InlineData("/s3/buckets/b?tab=objects", "eu-west-1", "https://console.aws.amazon.com/s3/buckets/b?tab=objects&region=eu-west-1")]
    [InlineData("/ec2/home?region=us-west-2#Images:", "eu-west-1", "https://console.aws.amazon.com/ec2/home?region=us-west-2#Images:")]
    [InlineData("lambda", "cn-north-1", "https://console.amazonaws.cn/lambda/home?region=cn-north-1")]
    [InlineData("lambda", "us-gov-west-1", "https://console.amazonaws-us-gov.com/lambda/home?region=us-gov-west-1")]
    [InlineData("lambda", "eusc-de-east-1", "https://eusc-de-east-1.console.amazonaws-eusc.eu/lambda/home?region=eusc-de-east-1")]
    public void A_service_or_a_path_leads_to_the_console_of_its_partition_in_the_region_of_the_session(string text, string? region, string address) =>
        Assert.Equal(address, In(text, region));

    [Theory]
    [InlineData("https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:", "eu-west-1")]
    [InlineData("https://console.aws.amazon.com/", "us-west-2")]
    [InlineData("https://s3.console.aws.amazon.com/s3/buckets", null)]
    [InlineData("https://cn-north-1.console.amazonaws.cn/ec2/home", "cn-northwest-1")]
    public void An_address_of_that_console_stays_as_it_is(string text, string? region) => Assert.Equal(text, In(text, region));

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://console.aws.amazon.com.evil.example/")]
    [InlineData("https://evilconsole.aws.amazon.com/")]
    [InlineData("https://console.amazonaws.cn/ec2/home")]
    [InlineData("https://console.aws.amazon.com@evil.example/")]
    [InlineData("https://user:word@console.aws.amazon.com/")]
    [InlineData("https://console.aws.amazon.com:8443/")]
    [InlineData("http://console.aws.amazon.com/")]
    [InlineData("javascript://console.aws.amazon.com/%0aalert(1)")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("console.aws.amazon.com/ec2/home")]
    [InlineData("/ec2/../../x")]
    [InlineData("/ec2 home")]
    [InlineData("ec2?region=x y")]
    [InlineData("ec\u2082")]
    [InlineData("\\\\\u202e\\://")]
    [InlineData("https://\ufffd.console.aws.amazon.com/")]
    public void What_is_no_page_of_that_console_is_refused(string text)
    {
        LeappException failure = Assert.Throws<LeappException>(() => In(text, "eu-west-1"));

        Assert.Equal(LeappErrorCode.InvalidDestination, failure.Code);
        Assert.Contains("such as ec2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_that_is_offered_leads_to_a_page()
    {
        string[] names = [.. ConsoleServices.Names.Select(n => n.Value)];

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        Assert.All(names, name => Assert.StartsWith("https://console.aws.amazon.com/", In(name, null), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eu-west-1", "aws", "signin.aws.amazon.com")]
    [InlineData("us-east-1", "aws", "signin.aws.amazon.com")]
    [InlineData("cn-northwest-1", "aws-cn", "signin.amazonaws.cn")]
    [InlineData("us-gov-east-1", "aws-us-gov", "signin.amazonaws-us-gov.com")]
    [InlineData("eusc-de-east-1", "aws-eusc", "eusc-de-east-1.signin.amazonaws-eusc.eu")]
    public void Each_partition_signs_in_at_its_own_host(string region, string name, string host)
    {
        ConsolePartition partition = ConsolePartition.Of(region)!;

        Assert.Equal((name, host), (partition.Name, partition.SigninHost));
    }

    [Theory]
    [InlineData("us-iso-east-1")]
    [InlineData("us-isob-east-1")]
    [InlineData("eu-isoe-west-1")]
    public void The_isolated_partitions_have_no_public_host(string region) => Assert.Null(ConsolePartition.Of(region));

    private static string In(string text, string? region) =>
        ConsoleDestination.Parse(text).In(ConsolePartition.Of(region ?? "us-east-1")!, region, "acme/000000000001/Admin").AbsoluteUri;
}
