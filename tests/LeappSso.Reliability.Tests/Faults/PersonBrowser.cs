using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Web;
using LeappSso.Ports;

namespace LeappSso.Reliability.Tests;

/// <summary>A browser whose person allows everything: it comes back to the loopback address at once. The clock stands still meanwhile.</summary>
internal sealed class PersonBrowser(SteppingTime time) : IBrowser
{
    private int _opened;

    public bool IsLikely => true;

    /// <summary>How often it was opened.</summary>
    internal int Opened => Volatile.Read(ref _opened);

    public string? Open(Uri address)
    {
        Interlocked.Increment(ref _opened);
        Uri? target = address.IsLoopback ? address
            : HttpUtility.ParseQueryString(address.Query) is var query && query["redirect_uri"] is { } back
                ? new Uri($"{back}?code={PortalState.Secret}-code&state={Uri.EscapeDataString(query["state"]!)}")
                : null;
        if (target is not null)
        {
            time.Hold();
            new Thread(() => Visit(target)) { IsBackground = true }.Start();
        }

        return null;
    }

    private void Visit(Uri target)
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, target.Port);
            using NetworkStream stream = client.GetStream();
            stream.Write(Encoding.ASCII.GetBytes($"GET {target.PathAndQuery} HTTP/1.1\r\nHost: {target.Authority}\r\n\r\n"));
            byte[] buffer = new byte[4096];
            while (stream.Read(buffer) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The command has left; its own error tells why.
            return;
        }
        finally
        {
            time.Release();
        }
    }
}
