using System.Net;
using LeappSso.Browser.Tests.Support;

namespace LeappSso.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class StrayRequestTests(Chromium chromium) : IDisposable
{
    private readonly HttpClient _stranger = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    [Theory]
    [InlineData("GET", "/oauth/callback?code=stolen&state=wrong")]
    [InlineData("GET", "/oauth/callback?code=stolen")]
    [InlineData("GET", "/oauth/callback?error=access_denied&state=wrong")]
    [InlineData("GET", "/oauth/callback?error=access_denied")]
    [InlineData("GET", "/oauth/callback?state={state}")]
    [InlineData("GET", "/oauth/callback")]
    [InlineData("GET", "/favicon.ico")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/oauth/callback/?code=stolen&state={state}")]
    [InlineData("GET", "/other?code=stolen&state={state}")]
    [InlineData("POST", "/oauth/callback?code=stolen&state={state}")]
    [InlineData("HEAD", "/oauth/callback?code=stolen&state={state}")]
    public async Task A_stray_request_is_answered_and_ignored_and_the_login_still_succeeds(string method, string target)
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();
        Callback callback = await scene.CallbackAsync();

        Uri address = new(callback.Address, target.Replace("{state}", callback.State, StringComparison.Ordinal));
        using HttpRequestMessage request = new(new HttpMethod(method), address);
        using HttpResponseMessage answer = await _stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(login.IsCompleted);
        await scene.ClickAsync("Allow");
        Assert.NotEmpty(await login);
    }

    [Fact]
    public async Task A_refusal_with_the_right_state_ends_the_login_as_denied()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();
        Callback callback = await scene.CallbackAsync();

        using HttpResponseMessage answer = await _stranger.GetAsync(new Uri(callback.WithState("error=access_denied")));

        LeappException denied = await Assert.ThrowsAsync<LeappException>(() => login);
        Assert.Equal(LeappErrorCode.LoginDenied, denied.Code);
        Assert.Contains("Login not granted", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_that_the_browser_got_leads_nobody_else_to_the_login_which_still_succeeds()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        OpeningBrowser page = scene.Browser;
        TaskCompletionSource<Uri> opened = new();
        scene.Browser = new OpeningBrowser(address =>
        {
            opened.SetResult(address);
            page.Open(address);
        });
        Task<List<LeappSession>> login = scene.ConnectAsync();
        await scene.Page.WaitForURLAsync(scene.Portal.Address + "**");

        using HttpResponseMessage answer = await _stranger.GetAsync(await opened.Task);

        Assert.Equal((HttpStatusCode.Gone, null), (answer.StatusCode, answer.Headers.Location));
        await scene.ClickAsync("Allow");
        Assert.NotEmpty(await login);
    }

    [Fact]
    public async Task A_post_whose_body_nobody_reads_gets_its_whole_answer()
    {
        await using LoginScene scene = await LoginScene.StartAsync(chromium);
        Task<List<LeappSession>> login = scene.ConnectAsync();
        Callback callback = await scene.CallbackAsync();

        using RawConnection stranger = RawConnection.Open(callback.Port);
        string body = new('x', 40_000);
        stranger.Send($"POST {callback.Address.AbsolutePath} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        string answer = await stranger.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("</html>", answer, StringComparison.Ordinal);
        await scene.ClickAsync("Allow");
        Assert.NotEmpty(await login);
    }

    public void Dispose() => _stranger.Dispose();
}
