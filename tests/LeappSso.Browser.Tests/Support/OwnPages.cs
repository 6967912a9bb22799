using Microsoft.Playwright;

namespace LeappSso.Browser.Tests.Support;

/// <summary>The pages that the engine itself serves.</summary>
public enum OwnPage
{
    /// <summary>The login was allowed.</summary>
    Done,

    /// <summary>The login was refused.</summary>
    Refused,

    /// <summary>A request that is not the awaited one.</summary>
    NotHere,

    /// <summary>An address that works once, for who comes second.</summary>
    Used,
}

/// <summary>Leads the browser of a scene to the engine's own pages.</summary>
internal static class OwnPages
{
    /// <summary>What every query that <see cref="ShowAsync"/> sends holds, and no page may. The page for who comes second has no query.</summary>
    internal const string Marker = "marker-of-the-query";

    /// <summary>Starts a login and shows the page of it, reached by a query that tries to get a script into it.</summary>
    internal static async Task ShowAsync(this LoginScene scene, OwnPage page)
    {
        const string Hostile = $"error_description=<script>document.title='{Marker}'</script>&extra={Marker}";
        TaskCompletionSource<Uri> opened = new();
        scene.Browser = new OpeningBrowser(opened.SetResult);
        _ = scene.ConnectAsync(openBrowser: page == OwnPage.Used);
        Callback callback = await scene.CallbackAsync();
        if (page == OwnPage.Used)
        {
            using RawConnection first = RawConnection.Open(callback.Port).Get((await opened.Task).AbsolutePath);
            Assert.StartsWith("HTTP/1.1 302 ", await first.ReadToEndAsync(), StringComparison.Ordinal);
        }

        IResponse? answer = await scene.Page.GotoAsync(page switch
        {
            OwnPage.Used => opened.Task.Result.AbsoluteUri,
            OwnPage.Done => callback.WithState($"code={Marker}&{Hostile}"),
            OwnPage.Refused => callback.WithState($"error=access_denied&{Hostile}"),
            _ => callback.With($"error={Marker}&state={Marker}&{Hostile}"),
        });
        Assert.Equal(page switch { OwnPage.NotHere => 404, OwnPage.Used => 410, _ => 200 }, answer!.Status);
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(Title(page));
    }

    private static string Title(OwnPage page) => page switch
    {
        OwnPage.Done => "Login received",
        OwnPage.Refused => "Login not granted",
        OwnPage.Used => "Already used",
        _ => "Nothing here",
    };
}
