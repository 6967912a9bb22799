using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LeappSso.Browser.Tests.Support;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class ListenerLifeTests(Chromium chromium)
{
    [Fact]
    public async Task The_listener_is_on_127_0_0_1_only_and_gone_after_the_login()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();
        Callback callback = await scene.CallbackAsync();
        Assert.Equal([IPAddress.Loopback], Listeners(callback.Port));

        await scene.ClickAsync("Allow");
        await login;

        await AssertRefusedAsync(callback.Port);
    }

    [Fact]
    public async Task The_listener_is_gone_after_a_refused_login()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();
        Callback callback = await scene.CallbackAsync();

        await scene.ClickAsync("Deny");
        await Assert.ThrowsAsync<LeappException>(() => login);

        await AssertRefusedAsync(callback.Port);
    }

    [Fact]
    public async Task Cancelling_ends_the_login_the_listener_and_its_open_connections()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();
        Callback callback = await scene.CallbackAsync();
        using RawConnection silent = RawConnection.Open(callback.Port);

        await scene.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);

        await AssertRefusedAsync(callback.Port);
    }

    private static List<IPAddress> Listeners(int port) =>
        [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(e => e.Port == port).Select(e => e.Address)];

    private static async Task AssertRefusedAsync(int port)
    {
        Assert.Empty(Listeners(port));
        using TcpClient client = new();
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }
}
