using System.Diagnostics;
using System.Net;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Platform;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Platform;

public sealed class LoopbackListenerTests : IAsyncLifetime, IDisposable
{
    private static readonly Uri s_page = new("https://oidc.eu-west-1.amazonaws.com/authorize?state=secret%2B&code_challenge=x");

    private readonly LoopbackListener _listener = new("/oauth/callback", port: null, TimeProvider.System);
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly CancellationTokenSource _end = new();
    private Task<CallbackAnswer> _waiting = null!;

    public Task InitializeAsync()
    {
        _waiting = _listener.WaitAsync(query => query == "?code=good" ? new CallbackAnswer("good", null, null) : null, _end.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _listener.DisposeAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task The_browser_is_sent_to_the_login_once_and_comes_back()
    {
        Uri address = _listener.SendOn(s_page);
        Assert.Equal(_listener.RedirectUri.Authority, address.Authority);
        Assert.Matches("^/[0-9A-F]{32}$", address.PathAndQuery);

        using HttpResponseMessage first = await _client.GetAsync(address);
        using HttpResponseMessage second = await _client.GetAsync(address);

        Assert.Equal((HttpStatusCode.Found, s_page.AbsoluteUri), (first.StatusCode, first.Headers.Location?.AbsoluteUri));
        Assert.Equal("no-store", first.Headers.CacheControl?.ToString());
        Assert.Equal("no-referrer", Assert.Single(first.Headers.GetValues("Referrer-Policy")));
        Assert.Equal((HttpStatusCode.Gone, null), (second.StatusCode, second.Headers.Location));
        string page = await second.Content.ReadAsStringAsync();
        Assert.Contains("Already used", page, StringComparison.Ordinal);
        Assert.Contains("Ctrl+C", page, StringComparison.Ordinal);
        Assert.False(_waiting.IsCompleted);

        using HttpResponseMessage back = await _client.GetAsync(new Uri(_listener.RedirectUri, "?code=good"));

        Assert.Equal("good", (await _waiting).Code);
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("HEAD", "")]
    [InlineData("GET", "?")]
    [InlineData("GET", "?code=good")]
    [InlineData("GET", "/")]
    public async Task What_is_not_the_very_request_gets_nothing_and_takes_nothing_away(string method, string more)
    {
        Uri address = _listener.SendOn(s_page);

        using HttpRequestMessage request = new(new HttpMethod(method), address + more);
        using HttpResponseMessage stray = await _client.SendAsync(request);
        using HttpResponseMessage first = await _client.GetAsync(address);

        Assert.Equal((HttpStatusCode.NotFound, null), (stray.StatusCode, stray.Headers.Location));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
    }

    [Fact]
    public async Task A_login_that_begins_anew_makes_the_former_address_worthless()
    {
        Uri former = _listener.SendOn(new Uri("https://oidc.eu-west-1.amazonaws.com/authorize?client_id=refused"));
        Uri address = _listener.SendOn(s_page);

        using HttpResponseMessage late = await _client.GetAsync(former);
        using HttpResponseMessage first = await _client.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Equal(s_page, first.Headers.Location);
    }

    [RootFact]
    public async Task Another_user_of_this_machine_gets_nothing_and_takes_nothing_away()
    {
        Uri address = _listener.SendOn(s_page);
        string talk = $@"exec 3<>/dev/tcp/127.0.0.1/{address.Port} && printf 'GET {address.AbsolutePath} HTTP/1.1\r\n\r\n' >&3 && cat <&3";

        string other = await RunAsync("65534", talk);
        string root = await RunAsync("0", talk);

        Assert.StartsWith("HTTP/1.1 404 ", other, StringComparison.Ordinal);
        Assert.DoesNotContain("Location", other, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 302 ", root, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_is_heard_from_whoever_relays_it_also_before_the_address_was_fetched()
    {
        _ = _listener.SendOn(s_page);

        (LoopbackAnswer answer, CallbackAnswer? awaited) = _listener.Judge(
            new LoopbackRequest("/oauth/callback?code=x", () => true), _ => new CallbackAnswer("x", null, null));

        Assert.Equal(("200 OK", "x"), (answer.Status, awaited?.Code));
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _waiting);
    }

    private static async Task<string> RunAsync(string user, string script)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            RootFactAttribute.SetPriv, ["--reuid", user, "--clear-groups", "/bin/bash", "-c", script]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
