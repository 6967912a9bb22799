using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>The services of AWS, over the generated clients of AWSSDK. The one public class of this assembly.</summary>
public sealed class AwsServices : IAwsServices
{
    private readonly Func<string, string?> _environment;
    private readonly SharedHttpClient _http;
    private readonly TimeProvider _time;

    /// <summary>Makes services that follow the environment of this process.</summary>
    public AwsServices()
        : this(Environment.GetEnvironmentVariable)
    {
    }

    /// <summary>Makes services that follow a given environment.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public AwsServices(Func<string, string?> environment)
        : this(environment, TimeProvider.System)
    {
    }

    internal AwsServices(Func<string, string?> environment, TimeProvider time, HttpMessageHandler? connections = null)
    {
        _environment = environment;
        _time = time;
        _http = new SharedHttpClient(time, connections ?? SharedHttpClient.NewConnections());
    }

    /// <inheritdoc/>
    public ClockReading? Clock => _http.Clock.Reading;

    /// <inheritdoc/>
    public Task<Uri?> RedirectAsync(Uri address, CancellationToken cancellationToken) =>
        new RedirectProbe(_http.Pages, _time).TargetAsync(address, cancellationToken);

    /// <inheritdoc/>
    public Task<ServiceReach> ReachAsync(SsoEndpoint endpoint, TimeSpan limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new ReachProbe(_http.Pages, _time).RunAsync(() => ServiceAddress.Oidc(endpoint, _environment), limit, cancellationToken);
    }

    /// <inheritdoc/>
    public ISsoOidc Oidc(SsoEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Uri address = ServiceAddress.Oidc(endpoint, _environment);
        AmazonSSOOIDCConfig config = ClientSettings.Apply(new AmazonSSOOIDCConfig(), address, endpoint.Region, _http);
        return new OidcAdapter(new AmazonSSOOIDCClient(new Amazon.Runtime.AnonymousAWSCredentials(), config), address);
    }

    /// <inheritdoc/>
    public ISsoPortal Portal(SsoEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Uri address = ServiceAddress.Portal(endpoint, _environment);
        Lazy<IAmazonSSO> client = new(() => new AmazonSSOClient(
            new Amazon.Runtime.AnonymousAWSCredentials(), ClientSettings.Apply(new AmazonSSOConfig(), address, endpoint.Region, _http)));
        return new PortalAdapter(new ListingClient(_http.Client, address), client, address);
    }

    /// <inheritdoc/>
    public ISts Sts(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        Uri address = ServiceAddress.Sts(region, _environment);
        return new StsAdapter(
            keys => new AmazonSecurityTokenServiceClient(
                new Amazon.Runtime.SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
                ClientSettings.Apply(new AmazonSecurityTokenServiceConfig(), address, region, _http)),
            address);
    }

    /// <inheritdoc/>
    public ISignIn SignIn(string host)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return new SignInAdapter(_http.Pages, _time, ServiceAddress.SignIn(host, _environment));
    }
}
