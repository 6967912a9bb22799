using LeappSso.Engine;
using LeappSso.Login;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>ARNs of roles, and codes of regions.</summary>
internal sealed class RoleArnTarget() : FuzzTarget("role ARN and region", "the parts are those that stand between the colons; what is refused is refused in visible text")
{
    internal override string Mended => "a refusal repeated control characters and had no bound";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "arn:aws:iam::111122223333:role/Deploy", "arn:aws-cn:iam::111122223333:role/a/b/c/Deploy+x", "arn:aws-us-gov:iam::000000000001:role/service-role/R@x", "eu-west-1", " EU-Central-1 ", "us-iso-east-1",
        "arn:aws:iam::111122223333:role//x", "arn:aws:sts::111122223333:assumed-role/x/y");

    internal override IReadOnlyList<byte[]> Pieces { get; } =
        InputText.Bytes("arn:", "aws", "aws-", "-cn", ":iam::", "111122223333", ":role/", "/", "role", ":", "::", "٣", "eu-", "-1", "west", "_+=,.@-", " ", "İ", "K");

    internal override void Check(byte[] input)
    {
        string text = InputText.Of(input);
        CheckArn(text);
        try
        {
            string code = AwsRegion.Parse(text);
            Demand.That(code.Length <= text.Length + 1 && code.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'), $"'{code}' is no region");
            Demand.Same(code, AwsRegion.Parse(code), "the region once more");
            Demand.That(Uri.CheckHostName($"portal.sso.{code[..Math.Min(code.Length, 60)]}.{AwsRegion.DnsSuffix(code)}") == UriHostNameType.Dns, "it makes no host name");
        }
        catch (LeappException refusal) when (refusal.Code == LeappErrorCode.InvalidRegion)
        {
            Demand.Message(refusal.Message);
        }
    }

    private static void CheckArn(string text)
    {
        RoleArn arn;
        try
        {
            arn = RoleArn.Parse(text);
        }
        catch (LeappException refusal)
        {
            Demand.Same(LeappErrorCode.InvalidRoleArn, refusal.Code, "the code");
            Demand.Message(refusal.Message);
            Demand.That(RoleArn.Read(text) is null, "it is refused and read");
            return;
        }

        string[] parts = arn.Text.Split(':', 6);
        Demand.Same(text.Trim(), arn.Text, "the text");
        Demand.That(parts is ["arn", _, "iam", "", { Length: 12 }, _] && parts[5].StartsWith("role/", StringComparison.Ordinal), "its parts");
        Demand.Same(parts[1], arn.Partition, "the partition");
        Demand.Same(parts[4], arn.AccountId, "the account");
        Demand.Same(parts[5].Split('/')[^1], arn.Name, "the name");
        Demand.That(arn.AccountId.All(char.IsAsciiDigit) && arn.Name.Length is > 0 and <= 64, "the account or the name");
    }
}
