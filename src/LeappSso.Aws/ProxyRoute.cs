namespace LeappSso.Aws;

/// <summary>The proxy of the platform (HTTPS_PROXY, NO_PROXY, the settings of the system) that stands before a service.</summary>
internal static class ProxyRoute
{
    /// <summary>Host and port of the proxy, without user and password; null where the way is direct.</summary>
    internal static string? Of(Uri service) =>
        HttpClient.DefaultProxy.IsBypassed(service) || HttpClient.DefaultProxy.GetProxy(service) is not { } proxy || proxy == service ? null : proxy.Authority;
}
