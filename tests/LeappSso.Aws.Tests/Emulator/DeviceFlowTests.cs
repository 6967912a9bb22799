using System.Net;
using LeappSso.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class DeviceFlowTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_approved_device_code_gives_tokens_once()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.DeviceInterval = 0);
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        WireAnswer device = await client.StartDeviceAsync(registered);

        WireAnswer tokens = await client.PollAsync(registered, device.Text("deviceCode"));
        WireAnswer again = await client.PollAsync(registered, device.Text("deviceCode"));

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal(3600, tokens.Json.GetProperty("expiresIn").GetInt32());
        Assert.True(portal.Tokens.IsValid(tokens.Text("accessToken")));
        Assert.NotEmpty(tokens.Text("refreshToken"));
        Assert.Equal(("invalid_grant", "InvalidGrantException"), (again.Error, again.ErrorType));
        Assert.Equal((1, 0), (portal.Counters.Logins, portal.Counters.MalformedRequests));
    }

    [Fact]
    public async Task The_code_is_pending_until_the_person_decides()
    {
        await using EmulatedPortal portal = await StartManualAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        WireAnswer device = await client.StartDeviceAsync(registered);
        Assert.Equal(5, device.Json.GetProperty("interval").GetInt32());

        WireAnswer pending = await client.PollAsync(registered, device.Text("deviceCode"));
        Assert.Equal(HttpStatusCode.BadRequest, pending.Status);
        Assert.Equal(("authorization_pending", "AuthorizationPendingException"), (pending.Error, pending.ErrorType));

        Assert.Equal(device.Text("userCode"), await portal.Approval.NextPendingAsync());
        Assert.True(await portal.Approval.ApproveAsync(device.Text("userCode")));
        Assert.False(await portal.Approval.DenyAsync(device.Text("userCode")));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await client.PollAsync(registered, device.Text("deviceCode"))).Status);
    }

    [Fact]
    public async Task Polling_faster_than_the_interval_is_answered_with_slow_down()
    {
        await using EmulatedPortal portal = await StartManualAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        string code = (await client.StartDeviceAsync(registered)).Text("deviceCode");

        await client.PollAsync(registered, code);
        _time.Advance(TimeSpan.FromSeconds(4));
        WireAnswer tooFast = await client.PollAsync(registered, code);
        _time.Advance(TimeSpan.FromSeconds(5));
        WireAnswer inTime = await client.PollAsync(registered, code);

        Assert.Equal(("slow_down", "SlowDownException"), (tooFast.Error, tooFast.ErrorType));
        Assert.Equal("authorization_pending", inTime.Error);
        Assert.Equal(0, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task A_code_that_nobody_approves_expires()
    {
        await using EmulatedPortal portal = await StartManualAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        string code = (await client.StartDeviceAsync(registered)).Text("deviceCode");

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("expired_token", (await client.PollAsync(registered, code)).Error);
    }

    [Fact]
    public async Task A_denied_code_gives_access_denied()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Approval = ApprovalMode.Deny);
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        string code = (await client.StartDeviceAsync(registered)).Text("deviceCode");

        Assert.Equal("access_denied", (await client.PollAsync(registered, code)).Error);
    }

    [Fact]
    public async Task The_page_takes_a_code_in_small_letters_without_its_dash()
    {
        await using EmulatedPortal portal = await StartManualAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        WireAnswer device = await client.StartDeviceAsync(registered);
        string typed = device.Text("userCode").Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

        WireAnswer page = await client.GetAsync($"device?user_code={typed}");
        WireAnswer decided = await client.PostFormAsync("device", ("user_code", device.Text("userCode")), ("decision", "allow"));

        Assert.Contains(device.Text("userCode"), page.Body, StringComparison.Ordinal);
        Assert.Contains("Request approved", decided.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.PollAsync(registered, device.Text("deviceCode"))).Status);
    }

    [Fact]
    public async Task An_unknown_client_and_an_unknown_portal_are_refused()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();

        WireAnswer stranger = await client.StartDeviceAsync(registered with { Secret = "x" });
        WireAnswer elsewhere = await client.StartDeviceAsync(registered, "https://example.com/start");

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (stranger.Status, stranger.Error));
        Assert.Equal("invalid_request", elsewhere.Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task The_interval_can_be_left_out(int? interval)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.DeviceInterval = interval);
        using var client = new PortalClient(portal);

        WireAnswer device = await client.StartDeviceAsync(await client.RegisterAsync());

        Assert.False(device.Json.TryGetProperty("interval", out _));
    }

    private Task<EmulatedPortal> StartManualAsync() => EmulatedPortal.StartAsync(options =>
    {
        options.Approval = ApprovalMode.Manual;
        options.TimeProvider = _time;
    });
}
