using System.Text.RegularExpressions;

namespace LeappSso.Login;

/// <summary>
/// The hosts at which AWS serves login, listing, roles and console sign-in, and private ways to them (endpoints of a VPC). From the endpoint
/// rules of the SDKs (<c>botocore/data/{sso,sso-oidc,sts}/*/endpoint-rule-set-1.json</c>). A region is part of them or nothing is, so a bucket
/// or a load balancer of somebody is none of them, whatever its name.
/// </summary>
internal static partial class ServiceHosts
{
    /// <summary>The environment variables that lead the services of this module elsewhere.</summary>
    internal static IReadOnlyList<string> Variables { get; } =
        ["AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SIGNIN", "AWS_ENDPOINT_URL"];

    /// <summary>Whether AWS answers at a host.</summary>
    /// <param name="host">The host.</param>
    internal static bool AreOfAws(string host) => Service().IsMatch(host) || PrivateWay().IsMatch(host) || SignIn().IsMatch(host);

    [GeneratedRegex(
        @"^(portal\.sso|oidc|sts|(portal\.sso|oidc|sts)-fips)(\.[a-z]{2,4}(-[a-z]+)+-\d{1,2})?\.(amazonaws\.(com|com\.cn|eu)|api\.aws"
        + @"|api\.amazonwebservices\.(com\.cn|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Service();

    [GeneratedRegex(@"^vpce-[a-z0-9.-]+\.vpce\.amazonaws\.(com|com\.cn|eu)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PrivateWay();

    [GeneratedRegex(
        @"^([a-z0-9-]+\.)?signin\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SignIn();
}
