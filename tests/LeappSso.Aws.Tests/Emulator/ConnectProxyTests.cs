using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LeappSso.Emulator;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class ConnectProxyTests
{
    [Theory]
    [InlineData("portal.sso.eu-west-1.amazonaws.com")]
    [InlineData("portal.sso.cn-north-1.amazonaws.com.cn")]
    [InlineData("portal.sso.us-gov-west-1.amazonaws.com")]
    [InlineData("portal.sso.eu-west-1.api.aws")]
    public async Task Programs_reach_the_emulator_by_the_names_of_aws(string host)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        ConnectProxy proxy = await portal.StartProxyAsync();
        using var client = new PortalClient(portal, Trusting(proxy), $"https://{host}/");
        string token = portal.Tokens.Issue().AccessToken;

        WireAnswer first = await client.GetAsync("assignment/accounts", token);
        WireAnswer second = await client.GetAsync("assignment/roles?account_id=000000000001", token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(0, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task A_login_works_through_the_proxy()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        ConnectProxy proxy = await portal.StartProxyAsync();
        using var client = new PortalClient(portal, Trusting(proxy), "https://oidc.eu-west-1.amazonaws.com/");
        PortalClient.Credentials registered = await client.RegisterAsync();

        WireAnswer device = await client.StartDeviceAsync(registered, "https://acme.awsapps.com/start");
        WireAnswer tokens = await client.PollAsync(registered, device.Text("deviceCode"));

        Assert.True(portal.Tokens.IsValid(tokens.Text("accessToken")));
    }

    [Fact]
    public async Task A_portal_of_another_region_knows_neither_token_nor_address()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Region = "eu-west-1");
        ConnectProxy proxy = await portal.StartProxyAsync();
        using var oidc = new PortalClient(portal, Trusting(proxy), "https://oidc.us-east-1.amazonaws.com/");
        using var api = new PortalClient(portal, Trusting(proxy), "https://portal.sso.us-east-1.amazonaws.com/");

        WireAnswer device = await oidc.StartDeviceAsync(await oidc.RegisterAsync(), "https://acme.awsapps.com/start");
        WireAnswer accounts = await api.GetAsync("assignment/accounts", portal.Tokens.Issue().AccessToken);

        Assert.Equal(("invalid_request", HttpStatusCode.Unauthorized), (device.Error, accounts.Status));
        Assert.Equal(0, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task An_operation_on_the_host_of_another_service_is_malformed()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        ConnectProxy proxy = await portal.StartProxyAsync();
        using var client = new PortalClient(portal, Trusting(proxy), "https://oidc.eu-west-1.amazonaws.com/");

        await client.GetAsync("assignment/accounts", portal.Tokens.Issue().AccessToken);

        Assert.Equal(1, portal.Counters.MalformedRequests);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("s3.amazonaws.com")]
    [InlineData("oidc.eu-west-1.amazonaws.com.example.com")]
    [InlineData("oidc.amazonaws.com")]
    public async Task Every_other_host_is_refused(string host)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        ConnectProxy proxy = await portal.StartProxyAsync();
        using var client = new PortalClient(portal, Trusting(proxy), $"https://{host}/");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("start"));

        Assert.Equal([host], proxy.RefusedHosts);
        Assert.Equal(0, portal.Counters.TotalRequests);
    }

    [Fact]
    public async Task A_reset_passes_through()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        ConnectProxy proxy = await portal.StartProxyAsync();
        using var client = new PortalClient(portal, Trusting(proxy), "https://portal.sso.eu-west-1.amazonaws.com/");
        portal.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Times = 1 });
        string token = portal.Tokens.Issue().AccessToken;

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("assignment/accounts", token));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("assignment/accounts", token)).Status);
    }

    [Fact]
    public async Task The_authority_is_for_the_owner_only_and_goes_with_the_portal()
    {
        string path;
        await using (EmulatedPortal portal = await EmulatedPortal.StartAsync())
        {
            path = (await portal.StartProxyAsync()).CertificatePath;
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            Assert.DoesNotContain("PRIVATE KEY", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(path));
    }

    private static SocketsHttpHandler Trusting(ConnectProxy proxy)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(proxy.CertificatePath);
        return new SocketsHttpHandler
        {
            Proxy = new WebProxy(proxy.Address),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        };
    }
}
