using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LeappSso.Emulator;

/// <summary>
/// An HTTP proxy on 127.0.0.1 that leads CONNECT requests for AWS hosts to the emulator and refuses all others, so that
/// unmodified programs reach it with HTTPS_PROXY and <see cref="CertificatePath"/> as AWS_CA_BUNDLE or SSL_CERT_FILE.
/// </summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly CertificateAuthority _authority = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _tunnels = new();
    private readonly ConcurrentQueue<string> _refusedHosts = new();
    private readonly int _emulatorPort;
    private Task _accepting = Task.CompletedTask;

    private ConnectProxy(int emulatorPort)
    {
        _emulatorPort = emulatorPort;
        CertificatePath = Path.Combine(Path.GetTempPath(), $"leappsso-emulator-{Path.GetRandomFileName()}.pem");
    }

    /// <summary>What HTTPS_PROXY takes.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The certificate authority in PEM, readable by the owner only, removed at the end.</summary>
    public string CertificatePath { get; }

    /// <summary>Hosts that programs wanted to reach and that are not emulated.</summary>
    public IReadOnlyList<string> RefusedHosts => [.. _refusedHosts];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_tunnels.Keys);
        _authority.Dispose();
        File.Delete(CertificatePath);
    }

    internal static async Task<ConnectProxy> StartAsync(int emulatorPort, CancellationToken cancellationToken)
    {
        var proxy = new ConnectProxy(emulatorPort);
        await proxy.WriteCertificateAsync(cancellationToken);
        proxy._listener.Start();
        proxy.Address = new Uri($"http://{proxy._listener.LocalEndpoint}/");
        proxy._accepting = proxy.AcceptAsync();
        return proxy;
    }

    private async Task WriteCertificateAsync(CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(CertificatePath, options);
        await writer.WriteAsync(_authority.Pem.AsMemory(), cancellationToken);
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            Task tunnel = TunnelAsync(client);
            _tunnels[tunnel] = true;
            _ = tunnel.ContinueWith(ended => _tunnels.TryRemove(ended, out _), TaskScheduler.Default);
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new ProxyTunnel(client, _emulatorPort, _authority, _refusedHosts.Enqueue).RunAsync(_stopping.Token);
            }
            catch (Exception error) when (IsEndOfConnection(error))
            {
                // A side that breaks off, also by an injected fault, is passed on as a reset; disposing the TcpClient alone
                // would shut the socket down in good order first.
                client.LingerState = new LingerOption(true, 0);
                client.Client.Dispose();
            }
        }
    }

    private static bool IsEndOfConnection(Exception error) =>
        error is IOException or SocketException or OperationCanceledException or AuthenticationException;
}
