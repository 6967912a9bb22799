using Amazon.Runtime;

namespace LeappSso.Aws;

/// <summary>
/// One HTTP client for all services: the proxy and CA settings of the platform (HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE) hold for every
/// call, and its connections are shared. It lives as long as the process, as the load context does.
/// </summary>
internal sealed class SharedHttpClient : HttpClientFactory
{
    internal SharedHttpClient(TimeProvider time, HttpMessageHandler connections)
    {
        Clock = new ServiceClock(time);
        Client = new HttpClient(new AnswerHandler(Clock, time, connections)) { Timeout = Timeout.InfiniteTimeSpan };
        Pages = new HttpClient(connections) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Connections by the settings of the platform.</summary>
    internal static HttpMessageHandler NewConnections() => new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    /// <summary>The client for services, which ends calls that take too long.</summary>
    internal HttpClient Client { get; }

    /// <summary>The client for pages, over the same connections.</summary>
    internal HttpClient Pages { get; }

    /// <summary>The clock of AWS, as its answers tell it.</summary>
    internal ServiceClock Clock { get; }

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
