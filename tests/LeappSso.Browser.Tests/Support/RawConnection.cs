using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeappSso.Browser.Tests.Support;

/// <summary>A connection to the callback port that says exactly what a test wants said.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new(AddressFamily.InterNetwork);

    private RawConnection()
    {
    }

    /// <summary>Connects; returns at once, also where nobody accepts yet.</summary>
    internal static RawConnection Open(int port)
    {
        RawConnection connection = new();
        connection._client.Connect(IPAddress.Loopback, port);
        return connection;
    }

    /// <summary>Sends text and waits until this machine has taken it, which needs nobody to read it.</summary>
    internal RawConnection Send(string text)
    {
        _client.GetStream().Write(Encoding.Latin1.GetBytes(text));
        return this;
    }

    /// <summary>Sends the head of a GET.</summary>
    internal RawConnection Get(string target) => Send($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    /// <summary>Reads until the other side ends the connection.</summary>
    /// <exception cref="IOException">The other side broke it off instead.</exception>
    internal async Task<string> ReadToEndAsync()
    {
        using StreamReader reader = new(_client.GetStream(), Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Breaks the connection off: a socket that does not linger sends RST instead of FIN.</summary>
    internal void Reset()
    {
        _client.LingerState = new LingerOption(true, 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();
}
