using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>One connection to the proxy: the CONNECT request, TLS as the wanted host, then raw bytes both ways.</summary>
internal sealed partial class ProxyTunnel(
    TcpClient client,
    int emulatorPort,
    CertificateAuthority authority,
    Action<string> refused)
{
    private const int LongestHead = 16 * 1024;

    private static readonly byte[] s_established = [.. "HTTP/1.1 200 Connection established\r\n\r\n"u8];
    private static readonly byte[] s_forbidden =
        [.. "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8];

    public async Task RunAsync(CancellationToken stopping)
    {
        NetworkStream wire = client.GetStream();
        client.NoDelay = true;
        string head = await ReadHeadAsync(wire, stopping);
        Match connect = ConnectLine().Match(head);
        string host = connect.Groups["host"].Value.ToLowerInvariant();
        if (!connect.Success || AwsHost.Parse(host) is null)
        {
            refused(connect.Success ? host : head.Split('\r')[0]);
            await wire.WriteAsync(s_forbidden, stopping);
            return;
        }

        await wire.WriteAsync(s_established, stopping);
        await using var tls = new SslStream(wire, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = authority.Leaf(host),
                ApplicationProtocols = [SslApplicationProtocol.Http11],
            },
            stopping);
        await JoinAsync(tls, stopping);
    }

    private async Task JoinAsync(SslStream tls, CancellationToken stopping)
    {
        using var emulator = new TcpClient { NoDelay = true };
        await emulator.ConnectAsync(IPAddress.Loopback, emulatorPort, stopping);
        NetworkStream plain = emulator.GetStream();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task requests = tls.CopyToAsync(plain, ended.Token);
        Task answers = plain.CopyToAsync(tls, ended.Token);
        Task first = await Task.WhenAny(requests, answers);
        if (first == answers && answers.IsCompletedSuccessfully)
        {
            await tls.ShutdownAsync();
        }

        // The other direction has nothing left to say: end it and look at how the first one ended.
        await ended.CancelAsync();
        await Task.WhenAll(requests, answers).ContinueWith(static _ => { }, TaskScheduler.Default);
        await first;
    }

    /// <summary>Byte by byte, for what follows the head belongs to TLS.</summary>
    private static async Task<string> ReadHeadAsync(NetworkStream wire, CancellationToken stopping)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (head.Length < LongestHead && await wire.ReadAsync(one, stopping) > 0)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                break;
            }
        }

        return head.ToString();
    }

    [GeneratedRegex(@"^CONNECT (?<host>[A-Za-z0-9.-]+):443 HTTP/1\.[01]\r\n")]
    private static partial Regex ConnectLine();
}
