using LeappSso.Browser.Tests.Support;
using Microsoft.Playwright;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class CookieTests(Chromium chromium)
{
    /// <summary>Cookies know no ports, so whatever runs on this machine may have filled the browser with them.</summary>
    [Fact]
    public async Task A_browser_full_of_cookies_of_this_machine_comes_back_all_the_same()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        await scene.Page.Context.AddCookiesAsync(Enumerable.Range(0, 150).Select(i =>
            new Cookie { Name = $"cookie{i}", Value = new string('x', 4000), Domain = "127.0.0.1", Path = "/oauth" }));
        Task<IRequest> returning = scene.Page.WaitForRequestAsync(r => r.Url.Contains("/oauth/callback?code=", StringComparison.Ordinal));
        Task<List<LeappSession>> login = scene.ConnectAsync();

        await scene.ClickAsync("Allow");

        Dictionary<string, string> headers = await (await returning).AllHeadersAsync();
        Assert.True(headers["cookie"].Length > 600_000);
        Assert.NotEmpty(await login);
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Login received");
    }
}
