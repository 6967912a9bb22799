using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>Services of which only the way to them is asked.</summary>
internal sealed class FakeReach : IAwsServices
{
    /// <summary>What is found out for an endpoint.</summary>
    public Func<SsoEndpoint, CancellationToken, Task<ServiceReach>> Answer { get; set; } = (endpoint, _) =>
        Task.FromResult(new ServiceReach($"oidc.{endpoint.Region}.amazonaws.com", ReachFault.None, null) { ClockDifference = TimeSpan.FromSeconds(2) });

    /// <summary>The endpoints that were called.</summary>
    public List<SsoEndpoint> Called { get; } = [];

    public ClockReading? Clock => null;

    public Task<ServiceReach> ReachAsync(SsoEndpoint endpoint, TimeSpan limit, CancellationToken cancellationToken)
    {
        Assert.Equal(TimeSpan.FromSeconds(5), limit);
        lock (Called)
        {
            Called.Add(endpoint);
        }

        return Answer(endpoint, cancellationToken);
    }

    public ISsoOidc Oidc(SsoEndpoint endpoint) => throw new InvalidOperationException("A diagnosis logs in to nothing.");

    public ISsoPortal Portal(SsoEndpoint endpoint) => throw new InvalidOperationException("A diagnosis lists nothing.");

    public ISts Sts(string region) => throw new InvalidOperationException("A diagnosis assumes no role.");

    public ISignIn SignIn(string host) => throw new InvalidOperationException("A diagnosis signs in nowhere.");

    public Task<Uri?> RedirectAsync(Uri address, CancellationToken cancellationToken) => throw new InvalidOperationException("A diagnosis follows nothing.");
}
