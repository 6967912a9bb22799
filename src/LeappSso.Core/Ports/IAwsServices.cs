namespace LeappSso.Ports;

/// <summary>Makes the services of a region.</summary>
public interface IAwsServices
{
    /// <summary>The login service.</summary>
    /// <param name="endpoint">Where it is.</param>
    ISsoOidc Oidc(SsoEndpoint endpoint);

    /// <summary>The access portal.</summary>
    /// <param name="endpoint">Where it is.</param>
    ISsoPortal Portal(SsoEndpoint endpoint);

    /// <summary>The security token service.</summary>
    /// <param name="region">The region that is asked.</param>
    ISts Sts(string region);

    /// <summary>The sign-in of the AWS console.</summary>
    /// <param name="host">Its host, unless the environment names another.</param>
    ISignIn SignIn(string host);

    /// <summary>Where a page redirects to; null if it does not. The redirect is not followed. Failures are <see cref="ServiceException"/>.</summary>
    /// <param name="address">The page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Uri?> RedirectAsync(Uri address, CancellationToken cancellationToken);

    /// <summary>Calls the login service once, without a login and with no effect there. Whatever happens on the way is told, not thrown.</summary>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="limit">How long the answer may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ServiceReach> ReachAsync(SsoEndpoint endpoint, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>The clock of AWS by the latest answer; null before the first.</summary>
    ClockReading? Clock { get; }
}

/// <summary>What an answer tells of the clock of AWS, by its Date header, which has whole seconds (RFC 9110, section 6.6.1).</summary>
/// <param name="Difference">How far it is ahead of this machine's (negative: behind).</param>
/// <param name="ObservedAt">When the answer came, as a time stamp of the engine's clock.</param>
public sealed record ClockReading(TimeSpan Difference, long ObservedAt);

/// <summary>Where the services of a portal are.</summary>
/// <param name="Region">The region in which the portal is administered.</param>
/// <param name="DualStack">Whether the login service is reached by its dual-stack name, as portals on <c>app.aws</c> need.</param>
public sealed record SsoEndpoint(string Region, bool DualStack);
