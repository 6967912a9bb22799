using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LeappSso.Emulator;
using LeappSso.Ports;

namespace LeappSso.Aws.Tests.Adapter;

public sealed class ReachProbeTests
{
    private static readonly SsoEndpoint s_endpoint = new("eu-west-1", false);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_answer_of_the_service_is_one_and_tells_its_clock()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(o => o.ClockOffset = TimeSpan.FromHours(2));

        ServiceReach reach = await TestServices.For(portal).ReachAsync(s_endpoint, s_limit, CancellationToken.None);

        Assert.Equal((portal.Address.Authority, ReachFault.None, null), (reach.Host, reach.Fault, reach.Said));
        Assert.InRange(reach.ClockDifference!.Value.TotalMinutes, 119, 121);
        Assert.Empty(portal.Counters.MalformedReasons);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", ReachFault.NotAws, "HTTP 200")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://login.wifi.example/x?token=1\r\nContent-Length: 0\r\n\r\n", ReachFault.NotAws, "HTTP 302 and leads to login.wifi.example")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", ReachFault.NotAws, "HTTP 200")]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", ReachFault.ProxyRefused, "it answers 407")]
    [InlineData("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 16\r\n\r\n{\"message\":null}", ReachFault.None, null)]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", ReachFault.NoConnection, "")]
    public async Task What_is_not_the_service_is_told_apart(string answer, ReachFault fault, string? said)
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        Task serving = AnswerOnceAsync(server, answer);

        ServiceReach reach = await At($"http://127.0.0.1:{Port(server)}").ReachAsync(s_endpoint, s_limit, CancellationToken.None);

        Assert.Equal(fault, reach.Fault);
        Assert.StartsWith(said ?? string.Empty, reach.Said ?? string.Empty, StringComparison.Ordinal);
        Assert.Null(reach.ClockDifference);
        await serving;
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", ReachFault.NoConnection)]
    [InlineData("words", ReachFault.BadAddress)]
    public async Task Where_nobody_is_there_the_reason_is_told(string address, ReachFault fault)
    {
        ServiceReach reach = await At(address).ReachAsync(s_endpoint, s_limit, CancellationToken.None);

        Assert.Equal(fault, reach.Fault);
        Assert.False(string.IsNullOrEmpty(reach.Said));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_told_as_such()
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        Task serving = TalkTlsOnceAsync(server);

        ServiceReach reach = await At($"https://127.0.0.1:{Port(server)}").ReachAsync(s_endpoint, s_limit, CancellationToken.None);

        Assert.Equal(ReachFault.NotTrusted, reach.Fault);
        Assert.Contains("certificate", reach.Said, StringComparison.Ordinal);
        await serving;
    }

    [Fact]
    public async Task One_that_says_nothing_is_given_up_in_time_and_at_once_when_stopped()
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        AwsServices services = At($"http://127.0.0.1:{Port(server)}");

        Assert.Equal(ReachFault.NoAnswer, (await services.ReachAsync(s_endpoint, TimeSpan.FromMilliseconds(50), CancellationToken.None)).Fault);

        using CancellationTokenSource stop = new();
        Task<ServiceReach> asking = services.ReachAsync(s_endpoint, Timeout.InfiniteTimeSpan, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static AwsServices At(string address) => new(name => name == "AWS_ENDPOINT_URL_SSO_OIDC" ? address : null);

    private static int Port(TcpListener server) => ((IPEndPoint)server.LocalEndpoint).Port;

    private static async Task AnswerOnceAsync(TcpListener server, string answer)
    {
        using TcpClient client = await server.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        byte[] request = new byte[4096];
        for (int length = 0; length == 0 || request[length - 1] != '}';)
        {
            length += await stream.ReadAsync(request.AsMemory(length));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    private static async Task TalkTlsOnceAsync(TcpListener server)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new(
            "CN=nobody", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using TcpClient client = await server.AcceptTcpClientAsync();
        using SslStream stream = new(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(own);
            _ = await stream.ReadAsync(new byte[16]);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            Assert.NotNull(e.Message);
        }
    }
}
