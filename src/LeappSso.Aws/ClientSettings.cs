using Amazon.Runtime;

namespace LeappSso.Aws;

/// <summary>
/// The settings of every client. Each member that the SDK would otherwise look up in the user's config file is set: a config
/// file that the SDK cannot parse makes its client constructors throw for the rest of the process
/// (https://github.com/aws/aws-sdk-net/issues/2568), and a login must not depend on that file.
/// </summary>
internal static class ClientSettings
{
    internal static T Apply<T>(T config, Uri address, string region, SharedHttpClient http)
        where T : ClientConfig
    {
        config.ServiceURL = address.AbsoluteUri;
        config.AuthenticationRegion = region;
        config.IgnoreConfiguredEndpointUrls = true;
        config.HttpClientFactory = http;
        // The HTTP client ends calls that take too long, for the SDK and without it.
        config.Timeout = Timeout.InfiniteTimeSpan;

        // The engine retries by its own rules; the SDK's retry quota is one for all clients of the process.
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 0;
        config.ThrottleRetries = false;

        config.UseFIPSEndpoint = false;
        config.UseDualstackEndpoint = false;
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.DisableRequestCompression = true;
        config.RequestMinCompressionSizeBytes = 10240;
        config.ClientAppId = "LeappSso";
        config.AccountIdEndpointMode = AccountIdEndpointMode.DISABLED;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        config.AuthSchemePreference = [];
        config.SigV4aSigningRegionSet = [];
        config.DisableClockSkewCorrection = true;
        config.EndpointDiscoveryEnabled = false;
        return config;
    }
}
