using System.Net;
using System.Net.NetworkInformation;
using LeappSso.Browser.Tests.Support;
using Microsoft.Playwright;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class SilentConnectionTests(Chromium chromium)
{
    /// <summary>A connection without credentials, which the navigation that follows does not use: it stays silent.</summary>
    private const string Preconnect = """
        origin => {
            const hint = document.createElement("link");
            hint.rel = "preconnect";
            hint.href = origin;
            hint.crossOrigin = "anonymous";
            document.head.append(hint);
        }
        """;

    /// <summary>Less than the ten seconds after which the listener drops a silent connection.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Connections_that_say_nothing_or_half_a_request_do_not_keep_the_browser_out()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        List<RawConnection> silent = [];
        OpeningBrowser page = scene.Browser;
        scene.Browser = new OpeningBrowser(address =>
        {
            int port = address.Port;
            silent.AddRange(Enumerable.Range(0, 20).Select(_ => RawConnection.Open(port)));
            silent.Add(RawConnection.Open(port).Send("GET /oauth/callback?"));
            page.Open(address);
        });
        Task<List<LeappSession>> login = scene.ConnectAsync();

        await scene.ClickAsync("Allow");

        Assert.NotEmpty(await login);
        silent.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task A_connection_that_Chromium_opens_in_advance_does_not_keep_it_out()
    {
        await using LoginScene scene = await LoginScene.StartWithProfileAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();
        Callback callback = await scene.CallbackAsync();
        await scene.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Allow" }).WaitForAsync();

        await scene.Page.EvaluateAsync(Preconnect, callback.Address.GetLeftPart(UriPartial.Authority));
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        while (!IsConnected(callback.Port))
        {
            Assert.False(patience.IsCancellationRequested, "Chromium has opened no connection in advance.");
            await scene.Page.TitleAsync();
        }

        Task<List<LeappSession>> soon = login.WaitAsync(s_soon);
        await scene.ClickAsync("Allow");
        Assert.NotEmpty(await soon);
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Login received");
    }

    private static bool IsConnected(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Any(c => c.State == TcpState.Established && c.RemoteEndPoint.Equals(new IPEndPoint(IPAddress.Loopback, port)));
}
