using LeappSso.Browser.Tests.Support;
using LeappSso.Ports;
using Microsoft.Playwright;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class DevicePageTests(Chromium chromium)
{
    [Fact]
    public async Task The_code_that_the_terminal_shows_is_on_the_page_and_Allow_logs_in()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync(LeappLoginMethod.DeviceCode);
        LoginPrompt prompt = await scene.PromptAsync();
        Assert.NotEmpty(prompt.UserCode!);
        await Assertions.Expect(scene.Page.GetByText(prompt.UserCode!, new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();

        await scene.ClickAsync("Allow");

        Assert.NotEmpty(await login);
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Request approved");
    }

    [Fact]
    public async Task A_code_that_is_typed_by_hand_logs_in_as_well()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync(LeappLoginMethod.DeviceCode, openBrowser: false);
        LoginPrompt prompt = await scene.PromptAsync();

        await scene.Page.GotoAsync(prompt.Address.GetLeftPart(UriPartial.Path));
        await scene.Page.GetByLabel("Code").FillAsync(prompt.UserCode!);
        await scene.ClickAsync("Next");
        await scene.ClickAsync("Allow");

        Assert.NotEmpty(await login);
    }

    [Fact]
    public async Task Deny_ends_the_login_as_denied_and_writes_nothing()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        SortedDictionary<string, string> before = scene.Files;
        Task<List<LeappSession>> login = scene.ConnectAsync(LeappLoginMethod.DeviceCode);

        await scene.ClickAsync("Deny");

        LeappException denied = await Assert.ThrowsAsync<LeappException>(() => login);
        Assert.Equal(LeappErrorCode.LoginDenied, denied.Code);
        Assert.Equal(before, scene.Files);
    }
}
