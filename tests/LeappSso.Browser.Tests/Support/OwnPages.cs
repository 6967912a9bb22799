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
}

/// <summary>Leads the browser of a scene to the engine's own pages.</summary>
internal static class OwnPages
{
    /// <summary>What every query that <see cref="ShowAsync"/> sends holds, and no page may.</summary>
    internal const string Marker = "marker-of-the-query";

    /// <summary>Starts a login and shows the page of it, reached by a query that tries to get a script into it.</summary>
    internal static async Task ShowAsync(this LoginScene scene, OwnPage page)
    {
        const string Hostile = $"error_description=<script>document.title='{Marker}'</script>&extra={Marker}";
        _ = scene.ConnectAsync(openBrowser: false);
        Callback callback = await scene.CallbackAsync();
        IResponse? answer = await scene.Page.GotoAsync(page switch
        {
            OwnPage.Done => callback.WithState($"code={Marker}&{Hostile}"),
            OwnPage.Refused => callback.WithState($"error=access_denied&{Hostile}"),
            _ => callback.With($"error={Marker}&state={Marker}&{Hostile}"),
        });
        Assert.Equal(page == OwnPage.NotHere ? 404 : 200, answer!.Status);
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(Title(page));
    }

    private static string Title(OwnPage page) => page switch
    {
        OwnPage.Done => "Login received",
        OwnPage.Refused => "Login not granted",
        _ => "Nothing here",
    };
}
