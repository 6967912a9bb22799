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
        if (OnThisMachine(address) is { } target)
        {
            time.Hold();
            new Thread(() => VisitAll(target)) { IsBackground = true }.Start();
        }

        return null;
    }

    /// <summary>Where the person comes to on this machine: the address itself, or where a login that was allowed leads back to.</summary>
    private static Uri? OnThisMachine(Uri address) => address.IsLoopback ? address
        : HttpUtility.ParseQueryString(address.Query) is var query && query["redirect_uri"] is { } back
            ? new Uri($"{back}?code={PortalState.Secret}-code&state={Uri.EscapeDataString(query["state"]!)}")
            : null;

    private void VisitAll(Uri first)
    {
        try
        {
            for (Uri? next = first; next is not null;)
            {
                next = Visit(next) is { } location ? OnThisMachine(location) : null;
            }
        }
        finally
        {
            time.Release();
        }
    }

    /// <summary>Visits an address and gives where it leads.</summary>
    private static Uri? Visit(Uri target)
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, target.Port);
            using NetworkStream stream = client.GetStream();
            stream.Write(Encoding.ASCII.GetBytes($"GET {target.PathAndQuery} HTTP/1.1\r\nHost: {target.Authority}\r\n\r\n"));
            using StreamReader reader = new(stream, Encoding.ASCII);
            string? location = reader.ReadToEnd().Split("\r\n").FirstOrDefault(l => l.StartsWith("Location: ", StringComparison.Ordinal));
            return location is null ? null : new Uri(location["Location: ".Length..]);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The command has left; its own error tells why.
            return null;
        }
    }
}
