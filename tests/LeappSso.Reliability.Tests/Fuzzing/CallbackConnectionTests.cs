using System.Net;
using System.Net.Sockets;
using LeappSso.Login;
using LeappSso.Platform;
using LeappSso.Ports;
using LeappSso.Reliability.Tests.Fuzzing.Targets;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>The same over real connections: whatever strangers send, the browser is still heard.</summary>
public sealed class CallbackConnectionTests
{
    [Fact]
    public async Task After_whatever_strangers_sent_the_browser_is_heard()
    {
        await using LoopbackListener listener = new(BrowserLogin.CallbackPath, port: null, TimeProvider.System);
        Task<CallbackAnswer> waiting = listener.WaitAsync(query => query == "?code=good" ? new CallbackAnswer("good", null, null) : null, CancellationToken.None);
        using CallbackTarget target = new();
        InputMaker maker = new(target.Examples, target.Pieces, seed: 3);
        for (int number = 0; number < Form.Of(5_000, 300); number++)
        {
            await SendAsync(listener.RedirectUri.Port, maker.Make(number));
            Assert.False(waiting.IsCompleted);
        }

        await SendAsync(listener.RedirectUri.Port, "GET /oauth/callback?code=good HTTP/1.1\r\n\r\n"u8.ToArray());

        Assert.Equal("good", (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Code);
    }

    /// <summary>Sends and hears what comes; a connection that the other side has ended may break off.</summary>
    private static async Task SendAsync(int port, byte[] request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port);
        try
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(request);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            Assert.True(request.Length > 0, "it broke off before anything was sent");
        }
    }
}
