using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>
/// The addresses of the services. The standard variables (AWS SDKs reference guide, "Service-specific endpoints") are read here,
/// because the SDK is told to leave them alone: see <see cref="ClientSettings"/>.
/// </summary>
internal static class ServiceAddress
{
    internal static Uri Oidc(SsoEndpoint endpoint, Func<string, string?> environment) =>
        Given("AWS_ENDPOINT_URL_SSO_OIDC", environment)
        ?? new Uri(endpoint.DualStack
            ? $"https://oidc.{endpoint.Region}.{DualStackSuffix(endpoint.Region)}"
            : $"https://oidc.{endpoint.Region}.{AwsRegion.DnsSuffix(endpoint.Region)}");

    internal static Uri Portal(SsoEndpoint endpoint, Func<string, string?> environment) =>
        Given("AWS_ENDPOINT_URL_SSO", environment)
        ?? new Uri($"https://portal.sso.{endpoint.Region}.{AwsRegion.DnsSuffix(endpoint.Region)}");

    internal static Uri Sts(string region, Func<string, string?> environment) =>
        Given("AWS_ENDPOINT_URL_STS", environment) ?? new Uri($"https://sts.{region}.{AwsRegion.DnsSuffix(region)}");

    internal static Uri SignIn(string host, Func<string, string?> environment) =>
        Given("AWS_ENDPOINT_URL_SIGNIN", environment) ?? new Uri($"https://{host}");

    private static Uri? Given(string variable, Func<string, string?> environment)
    {
        if (string.Equals(environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (string name in (string[])[variable, "AWS_ENDPOINT_URL"])
        {
            if (environment(name) is { Length: > 0 } value)
            {
                return WebAddress.TryRead(value, out Uri? address)
                    ? Safe(address, name)
                    : throw Refusal(name, "does not hold a web address");
            }
        }

        return null;
    }

    /// <summary>Tokens and keys go there.</summary>
    private static Uri Safe(Uri address, string name) => address.Scheme == Uri.UriSchemeHttps || WebAddress.IsLoopback(address)
        ? address
        : throw Refusal(name, $"leads to http://{address.Authority}, where tokens and keys would go unencrypted; only this machine may be reached so, others by https");

    // The value is not repeated: it may hold a password.
    private static LeappException Refusal(string name, string reason) =>
        new(LeappErrorCode.PortalUnavailable, $"The environment variable {name} {reason}. Correct or remove it.", name);

    /// <summary>From the endpoint rules of sso-oidc (botocore/data/sso-oidc/2019-06-10/endpoint-rule-set-1.json).</summary>
    private static string DualStackSuffix(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "api.amazonwebservices.com.cn"
        : region.StartsWith("eusc-", StringComparison.Ordinal) ? "api.amazonwebservices.eu"
        : "api.aws";
}
