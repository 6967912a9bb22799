using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Engine;

public sealed class ConnectionTests : IDisposable
{
    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_kept_login_is_used_and_nobody_is_asked()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1)).Portal.With("000000000001", "prod", "Admin");

        List<LeappSession> sessions = await _test.ConnectAsync();

        Assert.Equal("acme/000000000001/Admin", Assert.Single(sessions).Id);
        Assert.Equal(0, _test.Login.Logins);
        Assert.All(_test.Portal.Tokens, t => Assert.Equal("kept", t));
        Assert.Empty(_test.Log.Prompts);
    }

    [Fact]
    public async Task A_login_that_ends_soon_is_renewed_in_silence_and_keeps_its_refresh_token_where_none_comes_back()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromMinutes(1), "old-refresh").Portal.With("000000000001", "prod", "Admin");
        _test.Login.GivesRefreshToken = false;

        await _test.ConnectAsync();

        Assert.Equal((0, 1), (_test.Login.Logins, _test.Login.Refreshes));
        Assert.Equal("access1", _test.Tokens.Read("acme").Token!.AccessToken);
        Assert.Equal("old-refresh", _test.Tokens.Read("acme").Token!.RefreshToken);
    }

    [Theory]
    [InlineData(ServiceFault.Unavailable)]
    [InlineData(ServiceFault.Throttled)]
    public async Task A_login_that_is_still_valid_is_used_when_it_cannot_be_renewed(ServiceFault fault)
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromMinutes(1), "refresh").Portal.With("000000000001", "prod", "Admin");
        _test.Login.Before = _ => throw new ServiceException(fault, "CreateToken", "no");

        Assert.Single(await _test.ConnectAsync());
        Assert.Equal(["kept"], _test.Portal.Tokens.Distinct());
    }

    [Theory]
    [InlineData(ServiceFault.Unavailable, LeappErrorCode.PortalUnavailable)]
    [InlineData(ServiceFault.Throttled, LeappErrorCode.Throttled)]
    public async Task A_fault_of_the_way_never_starts_a_login(ServiceFault fault, LeappErrorCode code)
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromMinutes(-1), "refresh");
        _test.Login.Before = request => { if (request is RefreshTokenRequest) { throw new ServiceException(fault, "CreateToken", "no"); } };

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.LettingTimePassAsync(_test.ConnectAsync()));

        Assert.Equal(code, failure.Code);
        Assert.Equal(0, _test.Login.Logins);
    }

    [Fact]
    public async Task A_renewal_that_AWS_denies_is_an_error_that_says_how_to_log_in_anew()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromMinutes(-1), "refresh");
        _test.Login.Before = request => { if (request is RefreshTokenRequest) { throw new ServiceException(ServiceFault.Denied, "CreateToken", "no"); } };

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.ConnectAsync());

        Assert.Equal(LeappErrorCode.LoginDenied, failure.Code);
        Assert.Contains("Connect-LeappSso acme -Force", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _test.Login.Logins);
        Assert.Equal("refresh", _test.Tokens.Read("acme").Token!.RefreshToken);
    }

    [Fact]
    public async Task A_dead_refresh_token_leads_to_one_login()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromMinutes(-1), "dead").Portal.With("000000000001", "prod", "Admin");
        _test.Login.Before = request => { if (request is RefreshTokenRequest) { throw new ServiceException(ServiceFault.InvalidGrant, "CreateToken", "no"); } };

        await ConnectAndWaitAsync();

        Assert.Equal(1, _test.Login.Logins);
        Assert.Equal("access1", _test.Tokens.Read("acme").Token!.AccessToken);
    }

    [Fact]
    public async Task A_rejected_login_is_renewed_once_though_it_should_live_for_hours()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(6), "refresh").Portal.With("000000000001", "prod", "Admin");
        Reject("kept");

        Assert.Single(await _test.ConnectAsync());

        Assert.Equal((0, 1), (_test.Login.Logins, _test.Login.Refreshes));
    }

    [Fact]
    public async Task A_renewed_login_that_is_rejected_too_leads_to_one_login()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(6), "refresh").Portal.With("000000000001", "prod", "Admin");
        _test.Portal.Before = (_, _, _, _) => _test.Portal.Tokens[^1] is "kept" or "access1"
            ? throw new ServiceException(ServiceFault.Unauthorized, "ListAccounts", "no")
            : Task.CompletedTask;

        await ConnectAndWaitAsync();

        Assert.Equal((1, 1), (_test.Login.Logins, _test.Login.Refreshes));
        Assert.Equal("access2", _test.Tokens.Read("acme").Token!.AccessToken);
        Assert.Single(_test.Sessions());
    }

    [Fact]
    public async Task A_login_just_made_that_is_rejected_names_region_and_address()
    {
        await _test.WithIntegrationAsync();
        _test.Portal.Before = (_, _, _, _) => throw new ServiceException(ServiceFault.Unauthorized, "ListAccounts", "Session token not found or invalid");

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => ConnectAndWaitAsync());

        Assert.Equal(LeappErrorCode.NotLoggedIn, failure.Code);
        Assert.Contains("eu-west-1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("https://acme.awsapps.com/start", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _test.Login.Logins);
        Assert.NotEmpty(_test.Engine.GetIntegrations());
        Assert.Null(_test.Tokens.Read("acme").Token);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_error_names_the_command()
    {
        await _test.WithIntegrationAsync();

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.ConnectAsync(new ConnectRequest { MayAsk = false }));

        Assert.Equal(LeappErrorCode.NotLoggedIn, failure.Code);
        Assert.Contains("Connect-LeappSso acme", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _test.Login.Registrations);
    }

    [Fact]
    public async Task A_login_of_somebody_else_is_not_kept_and_changes_nothing()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1)).Portal.With("000000000001", "prod", "Admin");
        await _test.ConnectAsync();
        _test.Portal.Accounts.Clear();
        _test.Portal.With("999999999999", "theirs", "Admin");

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => ConnectAndWaitAsync(new ConnectRequest { Force = true }));

        Assert.Equal(LeappErrorCode.IdentityMismatch, failure.Code);
        Assert.Equal("kept", _test.Tokens.Read("acme").Token!.AccessToken);
        Assert.Equal("acme/000000000001/Admin", Assert.Single(_test.Sessions()).Id);
    }

    [Fact]
    public async Task Another_identity_replaces_what_is_known_when_that_is_allowed()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1)).Portal.With("000000000001", "prod", "Admin");
        await _test.ConnectAsync();
        _test.Portal.Accounts.Clear();
        _test.Portal.With("999999999999", "theirs", "Admin");

        await ConnectAndWaitAsync(new ConnectRequest { Force = true, AllowRemoval = true });

        Assert.Equal("acme/999999999999/Admin", Assert.Single(_test.Sessions()).Id);
        Assert.Equal("access1", _test.Tokens.Read("acme").Token!.AccessToken);
    }

    [Fact]
    public async Task Stopping_keeps_what_was_listed_and_removes_nothing()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1)).Portal.With("000000000001", "old", "Admin");
        await _test.ConnectAsync();
        _test.Portal.Accounts.Clear();
        _test.Portal.With("000000000002", "new", "Admin").With("000000000003", "slow", "Admin");
        using CancellationTokenSource stop = new();
        _test.Portal.Before = (_, what, _, cancel) => what == "000000000003" ? Task.Delay(Timeout.Infinite, cancel) : Task.CompletedTask;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _test.Engine.ConnectAsync(new ConnectRequest(), _ => stop.Cancel(), stop.Token));

        Assert.Equal(["acme/000000000001/Admin", "acme/000000000002/Admin"], _test.Sessions().Select(s => s.Id));
    }

    [Fact]
    public async Task A_token_file_of_another_portal_is_a_miss_and_replaced_with_a_warning()
    {
        await _test.WithIntegrationAsync();
        await _test.WithIntegrationAsync("globex");
        _test.WithToken(TimeSpan.FromHours(1), alias: "globex").Portal.With("000000000001", "prod", "Admin");
        File.Move(_test.Tokens.PathOf("globex"), _test.Tokens.PathOf("acme"));

        Assert.All(_test.Engine.GetIntegrations(), i => Assert.Equal(LeappIntegrationStatus.Offline, i.Status));
        await ConnectAndWaitAsync(new ConnectRequest { Alias = "acme" });

        Assert.Equal(1, _test.Login.Logins);
        Assert.Contains(_test.Log.Warnings, w => w.Contains("globex.awsapps.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_registration_is_used_again_for_the_next_login()
    {
        await _test.WithIntegrationAsync();
        _test.Portal.With("000000000001", "prod", "Admin");

        await ConnectAndWaitAsync();
        await ConnectAndWaitAsync(new ConnectRequest { Force = true });

        Assert.Equal((2, 1), (_test.Login.Logins, _test.Login.Registrations));
    }

    [Fact]
    public async Task Several_integrations_must_be_told_apart()
    {
        await _test.WithIntegrationAsync();
        await _test.WithIntegrationAsync("globex");

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.ConnectAsync());

        Assert.Equal(LeappErrorCode.IntegrationAmbiguous, failure.Code);
        Assert.Contains("acme, globex", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_cannot_be_kept_serves_the_command_with_a_warning()
    {
        await _test.WithIntegrationAsync();
        _test.Portal.With("000000000001", "prod", "Admin");
        Directory.CreateDirectory(_test.Tokens.PathOf("acme"));

        await ConnectAndWaitAsync();

        Assert.Single(_test.Sessions());
        Assert.Contains(_test.Log.Warnings, w => w.Contains("cannot be kept", StringComparison.Ordinal));
    }

    private Task<List<LeappSession>> ConnectAndWaitAsync(ConnectRequest? request = null) =>
        _test.LettingTimePassAsync(_test.ConnectAsync((request ?? new ConnectRequest()) with { LoginMethod = LeappLoginMethod.DeviceCode }));

    private void Reject(string token) => _test.Portal.Before = (_, _, _, _) => _test.Portal.Tokens[^1] == token
        ? throw new ServiceException(ServiceFault.Unauthorized, "ListAccounts", "Session token not found or invalid")
        : Task.CompletedTask;
}
