using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What is kept of a login when it is renewed in silence, and when that cannot be.</summary>
public sealed class RenewalTests : IAsyncLifetime, IDisposable
{
    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.Portal.With("000000000001", "prod", "Admin");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(null, "eu-west-1", true, "refresh1")]
    [InlineData("EU-West-1", "EU-West-1", false, "refresh")]
    public async Task A_renewed_login_has_what_is_new_and_keeps_the_rest(string? region, string kept, bool rotates, string refreshToken)
    {
        DateTimeOffset now = _test.Time.GetUtcNow();
        _test.Login.GivesRefreshToken = rotates;
        _test.Tokens.Write("acme", new SsoToken
        {
            StartUrl = "https://acme.awsapps.com/start/#/",
            Region = region,
            AccessToken = "kept",
            ExpiresAt = now.AddMinutes(1),
            ClientId = "client",
            ClientSecret = "client-secret",
            RegistrationExpiresAt = now.AddDays(30),
            RefreshToken = "refresh",
            OtherMembers = new Dictionary<string, string> { ["of_others"] = "[1]" },
        });

        await SyncAsync();

        SsoToken token = _test.Tokens.Read("acme").Token!;
        Assert.Equal(("https://acme.awsapps.com/start/#/", kept), (token.StartUrl, token.Region));
        Assert.Equal(("access1", now.AddHours(1), refreshToken), (token.AccessToken, token.ExpiresAt, token.RefreshToken));
        Assert.Equal(("client", "client-secret", now.AddDays(30)), (token.ClientId, token.ClientSecret, token.RegistrationExpiresAt));
        Assert.Equal("[1]", token.OtherMembers["of_others"]);
        Assert.Equal("access1", Assert.Single(_test.Portal.Tokens.Distinct()));
        Assert.Contains("Renewing the login of 'acme'.", _test.Log.VerboseLines);
    }

    [Theory]
    [InlineData(6, 0)]
    [InlineData(4, 1)]
    public async Task A_login_is_renewed_in_its_last_five_minutes(int minutesLeft, int renewals)
    {
        _test.WithToken(TimeSpan.FromMinutes(minutesLeft), "refresh");

        await SyncAsync();

        Assert.Equal(renewals, _test.Login.Refreshes);
    }

    [Fact]
    public async Task A_login_that_cannot_be_renewed_is_used_to_its_end()
    {
        _test.WithToken(TimeSpan.FromMinutes(1));

        await SyncAsync();

        Assert.Equal("kept", Assert.Single(_test.Portal.Tokens.Distinct()));
        Assert.Equal(0, _test.Login.Refreshes);
    }

    [Theory]
    [InlineData(ServiceFault.Unavailable)]
    [InlineData(ServiceFault.InvalidGrant)]
    public async Task A_renewal_that_fails_leaves_a_login_that_lives_in_use_and_is_told(ServiceFault fault)
    {
        _test.WithToken(TimeSpan.FromMinutes(4), "refresh");
        _test.Login.Before = _ => throw new ServiceException(fault, "CreateToken", "not now");

        await SyncAsync();

        Assert.Equal("kept", Assert.Single(_test.Portal.Tokens.Distinct()));
        Assert.Contains(_test.Log.VerboseLines, l => l.StartsWith("The login of 'acme' could not be renewed. CreateToken: not now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_that_ends_elsewhere_while_it_is_renewed_has_ended()
    {
        _test.WithToken(TimeSpan.FromMinutes(-1), "refresh");
        _test.Login.Before = _ => _test.WithToken(TimeSpan.FromMinutes(-1), access: "other");

        Assert.Equal(LeappErrorCode.NotLoggedIn, (await Assert.ThrowsAsync<LeappException>(SyncAsync)).Code);

        Assert.Equal("other", _test.Tokens.Read("acme").Token!.AccessToken);
        Assert.Contains(_test.Log.VerboseLines, l => l.StartsWith("The login of 'acme' was ended or made anew while it was being renewed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_that_AWS_has_ended_is_noted_as_ended_and_tried_no_more()
    {
        DateTimeOffset start = _test.Time.GetUtcNow();
        _test.WithToken(TimeSpan.FromHours(1));
        _test.Portal.Before = (operation, _, _, _) => throw new ServiceException(ServiceFault.Unauthorized, operation, "Session token not found or invalid");

        Assert.Equal(LeappErrorCode.NotLoggedIn, (await Assert.ThrowsAsync<LeappException>(SyncAsync)).Code);
        int tried = _test.Portal.Tokens.Count;
        Assert.Equal(LeappErrorCode.NotLoggedIn, (await Assert.ThrowsAsync<LeappException>(SyncAsync)).Code);

        SsoToken token = _test.Tokens.Read("acme").Token!;
        Assert.Equal("kept", token.AccessToken);
        Assert.InRange(token.ExpiresAt, start.AddSeconds(-1), _test.Time.GetUtcNow());
        Assert.Equal(tried, _test.Portal.Tokens.Count);
    }

    [Theory]
    [InlineData("https://acme.awsapps.com/start", "us-east-1")]
    [InlineData("https://other.awsapps.com/start", "eu-west-1")]
    public async Task A_login_of_another_portal_or_region_is_none(string portal, string region)
    {
        _test.Tokens.Write("acme", new SsoToken { StartUrl = portal, Region = region, AccessToken = "strange", ExpiresAt = _test.Time.GetUtcNow().AddHours(1) });

        Assert.Equal(LeappErrorCode.NotLoggedIn, (await Assert.ThrowsAsync<LeappException>(SyncAsync)).Code);

        Assert.Empty(_test.Portal.Tokens);
        Assert.Equal("strange", _test.Tokens.Read("acme").Token!.AccessToken);
    }

    [Fact]
    public async Task A_login_that_cannot_be_read_is_told()
    {
        _test.WithToken(TimeSpan.FromHours(1));
        File.WriteAllText(_test.Tokens.PathOf("acme"), "{ half");

        Assert.Equal(LeappErrorCode.NotLoggedIn, (await Assert.ThrowsAsync<LeappException>(SyncAsync)).Code);

        Assert.Contains(_test.Log.Warnings, w => w.Contains(_test.Tokens.PathOf("acme"), StringComparison.Ordinal));
    }

    private Task<SyncOutcome> SyncAsync() => _test.LettingTimePassAsync(_test.Engine.SyncAsync(new SyncRequest(), CancellationToken.None));
}
