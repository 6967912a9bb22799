using System.Net;
using System.Net.Sockets;
using System.Text;
using LeappSso.Ports;

namespace LeappSso.Aws.Tests.Adapter;

public sealed class RedirectProbeTests
{
    private readonly AwsServices _services = new(_ => null);

    [Theory]
    [InlineData("302 Found", "Location: https://d-1234567890.awsapps.com/start\r\n", "https://d-1234567890.awsapps.com/start")]
    [InlineData("301 Moved Permanently", "Location: /other\r\n", "http://127.0.0.1:{port}/other")]
    [InlineData("200 OK", "", null)]
    public async Task One_redirect_is_told_and_none_is_followed(string status, string header, string? target)
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        int port = ((IPEndPoint)server.LocalEndpoint).Port;
        Task serving = AnswerOnceAsync(server, $"HTTP/1.1 {status}\r\n{header}Content-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>");

        Uri? found = await _services.RedirectAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None);

        Assert.Equal(target?.Replace("{port}", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), found?.AbsoluteUri);
        await serving;
    }

    [Fact]
    public async Task A_redirect_to_what_is_no_address_is_no_answer()
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        int port = ((IPEndPoint)server.LocalEndpoint).Port;
        Task serving = AnswerOnceAsync(server, "HTTP/1.1 302 Found\r\nLocation: //\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => _services.RedirectAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None));

        Assert.Equal(ServiceFault.NotAnAwsAnswer, failure.Fault);
        await serving;
    }

    [Fact]
    public async Task Nobody_there_is_a_fault_of_the_way()
    {
        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => _services.RedirectAsync(new Uri("http://127.0.0.1:1/"), CancellationToken.None));

        Assert.Equal(ServiceFault.Unavailable, failure.Fault);
    }

    private static async Task AnswerOnceAsync(TcpListener server, string answer)
    {
        using TcpClient client = await server.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        byte[] request = new byte[4096];
        _ = await stream.ReadAsync(request);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
