using LeappSso.Browser.Tests.Support;
using Microsoft.Playwright;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class ConsentPageTests(Chromium chromium)
{
    [Fact]
    public async Task Allow_logs_in_and_the_page_says_that_the_tab_may_be_closed()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();

        await scene.ClickAsync("Allow");

        List<LeappSession> sessions = await login;
        Assert.Equal(scene.Portal.Options.Accounts * scene.Portal.Options.Roles, sessions.Count);
        Assert.Contains(scene.Files, f => f.Key.StartsWith(Path.Combine(".aws", "sso", "cache"), StringComparison.Ordinal));
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Login received");
        await Assertions.Expect(scene.Page.GetByText("You can close this tab.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Deny_ends_the_login_as_denied_says_so_and_writes_nothing()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        SortedDictionary<string, string> before = scene.Files;
        Task<List<LeappSession>> login = scene.ConnectAsync();

        await scene.ClickAsync("Deny");

        LeappException denied = await Assert.ThrowsAsync<LeappException>(() => login);
        Assert.Equal(LeappErrorCode.LoginDenied, denied.Code);
        Assert.Equal(before, scene.Files);
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Login not granted");
        await Assertions.Expect(scene.Page.GetByText("Go back to your terminal: it says how to try again.")).ToBeVisibleAsync();
    }
}
