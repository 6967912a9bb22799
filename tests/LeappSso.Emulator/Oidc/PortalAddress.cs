using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>Whether a start URL leads to an access portal: the emulated one, or one of AWS seen through the proxy.</summary>
internal static partial class PortalAddress
{
    public static bool IsKnown(string startUrl) => Uri.TryCreate(startUrl, UriKind.Absolute, out Uri? uri)
        && (uri.AbsolutePath.TrimEnd('/') is "" or "/start")
        && ((uri.Scheme == Uri.UriSchemeHttps && AwsPortal().IsMatch(uri.Host)) || uri.IsLoopback);

    [GeneratedRegex(@"\.(awsapps\.com|awsapps\.cn|app\.aws|portal\.amazonaws\.com|portal\.amazonaws\.com\.cn)$")]
    private static partial Regex AwsPortal();
}
