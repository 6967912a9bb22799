using System.Net;
using LeappSso.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class RefreshTests
{
    [Fact]
    public async Task A_rotated_refresh_token_works_once()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        IssuedTokens tokens = portal.Tokens.Issue();
        PortalClient.Credentials registered = new(tokens.ClientId, tokens.ClientSecret);

        WireAnswer first = await client.RefreshAsync(registered, tokens.RefreshToken!);
        WireAnswer used = await client.RefreshAsync(registered, tokens.RefreshToken!);
        WireAnswer second = await client.RefreshAsync(registered, first.Text("refreshToken"));

        Assert.Equal("invalid_grant", used.Error);
        Assert.True(portal.Tokens.IsValid(second.Text("accessToken")));
        Assert.Equal((0, 2), (portal.Counters.Logins, portal.Counters.Refreshes));
    }

    [Theory]
    [InlineData(RefreshTokenPolicy.Same, true)]
    [InlineData(RefreshTokenPolicy.Omit, false)]
    public async Task A_refresh_token_that_does_not_rotate_stays_good(RefreshTokenPolicy policy, bool repeated)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.RefreshTokens = policy);
        using var client = new PortalClient(portal);
        IssuedTokens tokens = portal.Tokens.Issue();
        PortalClient.Credentials registered = new(tokens.ClientId, tokens.ClientSecret);

        WireAnswer first = await client.RefreshAsync(registered, tokens.RefreshToken!);
        WireAnswer second = await client.RefreshAsync(registered, tokens.RefreshToken!);

        Assert.Equal(repeated, first.Json.TryGetProperty("refreshToken", out _));
        Assert.Equal(HttpStatusCode.OK, second.Status);
    }

    [Fact]
    public async Task Ending_the_portal_session_kills_both_tokens()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        IssuedTokens tokens = portal.Tokens.Issue();

        portal.Tokens.EndSessions();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("assignment/accounts", tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await RefreshAsync(client, tokens)).Error);
    }

    [Fact]
    public async Task Expiring_access_tokens_leaves_the_refresh_token()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        IssuedTokens tokens = portal.Tokens.Issue();

        portal.Tokens.ExpireAccessTokens();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("assignment/accounts", tokens.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(client, tokens)).Status);
    }

    [Fact]
    public async Task Logout_ends_the_session_of_that_token_alone()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        IssuedTokens mine = portal.Tokens.Issue();
        IssuedTokens other = portal.Tokens.Issue();
        using var logout = new HttpRequestMessage(HttpMethod.Post, new Uri(portal.Address, "logout"));

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(logout, mine.AccessToken)).Status);

        Assert.Equal("invalid_grant", (await RefreshAsync(client, mine)).Error);
        Assert.True(portal.Tokens.IsValid(other.AccessToken));
    }

    [Fact]
    public async Task An_access_token_lives_as_long_as_the_option_says()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options =>
        {
            options.TimeProvider = time;
            options.TokenLifetime = TimeSpan.FromMinutes(5);
        });
        IssuedTokens tokens = portal.Tokens.Issue();

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(portal.Tokens.IsValid(tokens.AccessToken));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(portal.Tokens.IsValid(tokens.AccessToken));
    }

    private static Task<WireAnswer> RefreshAsync(PortalClient client, IssuedTokens tokens) =>
        client.RefreshAsync(new PortalClient.Credentials(tokens.ClientId, tokens.ClientSecret), tokens.RefreshToken!);
}
