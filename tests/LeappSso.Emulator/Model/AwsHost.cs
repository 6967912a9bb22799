using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>A host name of an AWS service that the emulator stands in for, as seen through the proxy.</summary>
internal sealed partial record AwsHost(Service Service, string? Region)
{
    public static AwsHost? Parse(string host)
    {
        Match match = ServiceHost().Match(host);
        if (!match.Success)
        {
            return PageHost().IsMatch(host) ? new AwsHost(Service.Page, null) : null;
        }

        Service service = match.Groups["service"].Value switch
        {
            "oidc" => Service.Oidc,
            "sts" => Service.Sts,
            _ => Service.Portal,
        };
        string region = match.Groups["region"].Value;
        return region.Length > 0 || service == Service.Sts ? new AwsHost(service, region.Length > 0 ? region : null) : null;
    }

    /// <summary>The consent and device pages live on the OIDC host, all else on the host of its own service.</summary>
    public bool Serves(OperationModel operation) => operation.Service == Service || operation.Service switch
    {
        Service.Page => Service is Service.Oidc or Service.Portal,
        _ => false,
    };

    [GeneratedRegex(
        @"^(?<service>oidc|portal\.sso|sts)(\.(?<region>[a-z]{2,}(-[a-z]+)+-\d+))?"
        + @"\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws|app\.aws)$")]
    private static partial Regex ServiceHost();

    [GeneratedRegex(@"^([a-z0-9-]+\.)+app\.aws$|^signin\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$")]
    private static partial Regex PageHost();
}
