using LeappSso.Browser.Tests.Support;
using Microsoft.Playwright;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class PictureTests(Chromium chromium)
{
    /// <summary>The environment variable <c>LEAPPSSO_PICTURES</c> names a folder that gets the pictures of the documentation.</summary>
    [Theory]
    [InlineData(OwnPage.Done, ColorScheme.Light, "callback-done")]
    [InlineData(OwnPage.Done, ColorScheme.Dark, "callback-done-dark")]
    [InlineData(OwnPage.Refused, ColorScheme.Light, "callback-refused")]
    [InlineData(OwnPage.Refused, ColorScheme.Dark, "callback-refused-dark")]
    [InlineData(OwnPage.NotHere, ColorScheme.Light, "callback-not-here")]
    [InlineData(OwnPage.NotHere, ColorScheme.Dark, "callback-not-here-dark")]
    [InlineData(OwnPage.Used, ColorScheme.Light, "callback-used")]
    [InlineData(OwnPage.Used, ColorScheme.Dark, "callback-used-dark")]
    public async Task A_page_fits_a_window_of_900_by_500(OwnPage page, ColorScheme scheme, string picture)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        await scene.Page.SetViewportSizeAsync(900, 500);
        await scene.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });

        await scene.ShowAsync(page);

        Assert.Equal("900 x 500", await scene.Page.EvaluateAsync<string>(
            "() => `${document.documentElement.scrollWidth} x ${document.documentElement.scrollHeight}`"));
        if (Environment.GetEnvironmentVariable("LEAPPSSO_PICTURES") is { Length: > 0 } folder)
        {
            await scene.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, picture + ".png") });
        }
    }
}
