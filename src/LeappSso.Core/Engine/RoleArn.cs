using System.Text.RegularExpressions;

namespace LeappSso.Engine;

/// <summary>The ARN of an IAM role.</summary>
/// <param name="Text">The whole ARN.</param>
/// <param name="Partition">The partition of AWS: <c>aws</c>, <c>aws-cn</c>, ...</param>
/// <param name="AccountId">12 digits.</param>
/// <param name="Name">The name of the role, without its path.</param>
internal sealed partial record RoleArn(string Text, string Partition, string AccountId, string Name)
{
    /// <summary>Reads an ARN; blanks around it do not count.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidRoleArn"/>.</exception>
    internal static RoleArn Parse(string text) => Read(text.Trim()) ?? throw new LeappException(
        LeappErrorCode.InvalidRoleArn,
        $"'{VisibleText.Of(text)}' is not the ARN of an IAM role. It looks like arn:aws:iam::111122223333:role/Deploy, with the path of the role before its"
        + " name if it has one; IAM shows it on the page of the role.",
        text);

    /// <summary>Reads an ARN; null if it is none.</summary>
    internal static RoleArn? Read(string text)
    {
        Match match = Shape().Match(text);
        return match.Success
            ? new RoleArn(text, match.Groups["partition"].Value, match.Groups["account"].Value, match.Groups["name"].Value)
            : null;
    }

    // Paths: up to 512 visible characters between slashes (API reference of IAM, Role).
    [GeneratedRegex(
        @"^arn:(?<partition>aws(-[a-z]+)*):iam::(?<account>[0-9]{12}):role/([\x21-\x7e]{1,510}/)?(?<name>[A-Za-z0-9_+=,.@-]{1,64})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
