using System.Net;
using LeappSso.Platform;
using LeappSso.Ports;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Core.Tests.Platform;

public sealed class HandOverTests : IDisposable
{
    private static readonly Uri s_secret = new("https://signin.aws.amazon.com/federation?SigninToken=secret%2B");

    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Only_the_first_who_comes_to_the_right_place_is_sent_on()
    {
        TaskCompletionSource<Uri> opened = new();
        Task<string?> handing = new HandOver(new Browser(opened.SetResult), _time).OpenAsync(s_secret, CancellationToken.None);
        Uri address = await opened.Task;
        using HttpResponseMessage stranger = await _client.GetAsync(new Uri(address, "/favicon.ico"));
        using HttpResponseMessage longer = await _client.GetAsync(new Uri(address + "?x"));
        Assert.False(handing.IsCompleted);

        using HttpResponseMessage first = await _client.GetAsync(address);

        Assert.Null(await handing);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (stranger.StatusCode, longer.StatusCode));
        Assert.Equal((HttpStatusCode.Found, s_secret.AbsoluteUri), (first.StatusCode, first.Headers.Location?.AbsoluteUri));
        Assert.Equal("no-store", first.Headers.CacheControl?.ToString());
        Assert.Equal("no-referrer", Assert.Single(first.Headers.GetValues("Referrer-Policy")));
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(address));
    }

    [Fact]
    public async Task A_browser_that_does_not_come_is_waited_for_a_minute()
    {
        TaskCompletionSource<Uri> opened = new();
        Task<string?> handing = new HandOver(new Browser(opened.SetResult), _time).OpenAsync(s_secret, CancellationToken.None);
        await opened.Task;
        _time.Advance(HandOver.Patience - TimeSpan.FromSeconds(1));
        Assert.False(handing.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("within 60 seconds", await handing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_cannot_be_started_is_not_waited_for() =>
        Assert.Equal("none", await new HandOver(new Browser(_ => { }) { Problem = "none" }, _time).OpenAsync(s_secret, CancellationToken.None));

    [Fact]
    public async Task The_wait_ends_when_the_command_is_stopped()
    {
        using CancellationTokenSource stop = new();
        Task<string?> handing = new HandOver(new Browser(_ => stop.Cancel()), _time).OpenAsync(s_secret, stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handing);
    }

    private sealed class Browser(Action<Uri> open) : IBrowser
    {
        public string? Problem { get; init; }

        public bool IsLikely => true;

        public string? Open(Uri address)
        {
            open(address);
            return Problem;
        }
    }
}
