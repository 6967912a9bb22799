using LeappSso.Browser.Tests.Support;
using LeappSso.Emulator;
using Microsoft.Playwright;

namespace LeappSso.Browser.Tests;

/// <summary>A browser that is still logged in at the portal comes back before the engine has begun to wait for it.</summary>
[Collection(ChromiumTests.Name)]
public sealed class EarlyRedirectTests(Chromium chromium)
{
    [Fact]
    public async Task A_redirect_that_is_sent_before_Open_returns_is_not_lost()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium, ApprovalMode.Automatic);
        RawConnection? returned = null;
        scene.Browser = new OpeningBrowser(_ => returned = Return(FollowConsent(scene.Shown)));

        Assert.NotEmpty(await scene.ConnectAsync());

        using (returned)
        {
            Assert.Contains("Login received", await returned!.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_redirect_of_Chromium_that_is_under_way_before_Open_returns_is_not_lost()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium, ApprovalMode.Automatic);
        scene.Browser = new OpeningBrowser(address =>
        {
            string callback = new Callback(scene.Shown).Address.AbsoluteUri;
            Task<IRequest> redirected = scene.Page.WaitForRequestAsync(r => r.Url.StartsWith(callback, StringComparison.Ordinal));
            _ = scene.Page.GotoAsync(scene.Shown.AbsoluteUri);
            // Opening a browser is not asynchronous, and that it has not returned yet is what is tried here.
            redirected.GetAwaiter().GetResult();
        });

        Assert.NotEmpty(await scene.ConnectAsync());

        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Login received");
    }

    [Fact]
    public async Task A_redirect_counts_also_where_the_browser_has_gone_before_the_page_is_sent()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium, ApprovalMode.Automatic);
        scene.Browser = new OpeningBrowser(_ => Return(FollowConsent(scene.Shown)).Reset());

        Assert.NotEmpty(await scene.ConnectAsync());
    }

    /// <summary>Asks for the consent page, which is skipped, and gives where it leads.</summary>
    private static Uri FollowConsent(Uri address)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        using HttpResponseMessage answer = client.Send(request);
        return answer.Headers.Location!;
    }

    private static RawConnection Return(Uri callback) => RawConnection.Open(callback.Port).Get(callback.PathAndQuery);
}
