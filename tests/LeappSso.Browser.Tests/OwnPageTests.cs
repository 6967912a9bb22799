using LeappSso.Browser.Tests.Support;
using Microsoft.Playwright;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class OwnPageTests(Chromium chromium)
{
    private const string Background = "() => getComputedStyle(document.body).backgroundColor";

    /// <summary>By how much the content is wider than the window, and what of the text lies outside of it.</summary>
    private const string Overflow = """
        () => {
            const outside = [...document.querySelectorAll("h1, p")].filter(e => {
                const text = document.createRange();
                text.selectNodeContents(e);
                const box = text.getBoundingClientRect();
                return box.left < 0 || box.right > innerWidth || box.width === 0 || parseFloat(getComputedStyle(e).fontSize) < 16;
            });
            return [document.documentElement.scrollWidth - innerWidth, outside.length];
        }
        """;

    [Fact]
    public async Task A_whole_login_needs_no_JavaScript()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium, javaScript: false);
        Task<List<LeappSession>> login = scene.ConnectAsync();

        await scene.ClickAsync("Allow");

        Assert.NotEmpty(await login);
        await Assertions.Expect(scene.Page.GetByText("You can close this tab.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(OwnPage.Done)]
    [InlineData(OwnPage.Refused)]
    [InlineData(OwnPage.NotHere)]
    [InlineData(OwnPage.Used)]
    public async Task A_page_says_without_JavaScript_that_the_tab_may_be_closed(OwnPage page)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium, javaScript: false);

        await scene.ShowAsync(page);

        await Assertions.Expect(scene.Page.GetByText("You can close this tab.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(OwnPage.Done)]
    [InlineData(OwnPage.Refused)]
    [InlineData(OwnPage.NotHere)]
    [InlineData(OwnPage.Used)]
    public async Task A_page_loads_nothing_but_itself(OwnPage page)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        List<string> requests = [];
        scene.Page.Request += (_, request) => requests.Add(request.Url);

        await scene.ShowAsync(page);
        await scene.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Equal([scene.Page.Url], requests);
    }

    [Theory]
    [InlineData(OwnPage.Done)]
    [InlineData(OwnPage.Refused)]
    [InlineData(OwnPage.NotHere)]
    public async Task A_page_echoes_nothing_of_the_query(OwnPage page)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);

        await scene.ShowAsync(page);

        Assert.Contains(OwnPages.Marker, scene.Page.Url, StringComparison.Ordinal);
        string content = await scene.Page.ContentAsync();
        Assert.DoesNotContain(OwnPages.Marker, content, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", content, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(OwnPage.Done)]
    [InlineData(OwnPage.Refused)]
    public async Task The_console_of_the_browser_stays_empty(OwnPage page)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        List<string> lines = [];
        scene.Page.Console += (_, message) => lines.Add($"{message.Type}: {message.Text}");
        scene.Page.PageError += (_, error) => lines.Add(error);

        await scene.ShowAsync(page);
        await scene.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Empty(lines);
    }

    [Fact]
    public async Task The_console_shows_of_a_page_that_is_not_here_no_more_than_its_status()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        List<string> lines = [];
        scene.Page.Console += (_, message) => lines.Add(message.Text);
        scene.Page.PageError += (_, error) => lines.Add(error);

        await scene.ShowAsync(OwnPage.NotHere);
        await scene.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.All(lines, line => Assert.Equal("Failed to load resource: the server responded with a status of 404 (Not Found)", line));
    }

    [Theory]
    [InlineData(OwnPage.Done)]
    [InlineData(OwnPage.Refused)]
    [InlineData(OwnPage.NotHere)]
    [InlineData(OwnPage.Used)]
    public async Task A_page_turns_dark_with_the_browser(OwnPage page)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        await scene.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await scene.ShowAsync(page);
        string light = await scene.Page.EvaluateAsync<string>(Background);

        await scene.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });

        string dark = await scene.Page.EvaluateAsync<string>(Background);
        Assert.True(Brightness(light) > 200, light);
        Assert.True(Brightness(dark) < 50, dark);
    }

    [Theory]
    [InlineData(OwnPage.Done)]
    [InlineData(OwnPage.Refused)]
    [InlineData(OwnPage.NotHere)]
    [InlineData(OwnPage.Used)]
    public async Task A_page_is_readable_on_a_window_320_pixels_wide_without_scrolling_sideways(OwnPage page)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        await scene.Page.SetViewportSizeAsync(320, 568);

        await scene.ShowAsync(page);

        int[] overflow = await scene.Page.EvaluateAsync<int[]>(Overflow);
        Assert.Equal([0, 0], overflow);
    }

    /// <summary>The mean of the three numbers of <c>rgb(1, 2, 3)</c>.</summary>
    private static double Brightness(string rgb) =>
        rgb.Split('(', ')')[1].Split(',').Take(3).Average(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture));
}
