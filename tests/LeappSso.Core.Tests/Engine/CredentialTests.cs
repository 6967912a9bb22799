using System.Text.Json;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

public sealed class CredentialTests : IAsyncLifetime, IDisposable
{
    private const string Admin = "acme/000000000001/Admin";

    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1), "refresh").Portal
            .With("000000000001", "prod", "Admin", "ReadOnly").With("000000000002", "test", "Admin");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
        await _test.ConnectAsync();
        _test.Portal.Tokens.Clear();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Keys_carry_what_the_session_is()
    {
        LeappCredential keys = Assert.Single(await _test.CredentialsAsync(Admin));

        Assert.Equal(("ASIA1", "secret1+/", "session1"), (keys.AccessKeyId, keys.SecretAccessKey.Reveal(), keys.SessionToken.Reveal()));
        Assert.Equal((Admin, "prod-Admin"), (keys.SessionId, keys.ProfileName));
        Assert.Equal(_test.Time.GetUtcNow().AddHours(1), keys.ExpiresAt);
        Assert.Equal(["kept"], _test.Portal.Tokens);
    }

    [Fact]
    public async Task They_come_in_the_order_they_were_asked_for_and_one_failure_stops_none()
    {
        _test.Portal.Before = (operation, what, _, cancel) => what == "000000000001/ReadOnly"
            ? throw new ServiceException(ServiceFault.Forbidden, operation, "No access")
            : Task.Delay(what == "000000000001/Admin" ? 20 : 0, cancel);

        List<LeappCredential> keys = await _test.CredentialsAsync(Admin, "acme/000000000001/ReadOnly", "nobody", "test-Admin");

        Assert.Equal([Admin, "acme/000000000002/Admin"], keys.Select(k => k.SessionId));
        Assert.Equal([LeappErrorCode.AccessDenied, LeappErrorCode.SessionNotFound], _test.Log.Failures.Select(f => f.Code));
        Assert.Equal(["acme/000000000001/ReadOnly", "nobody"], _test.Log.Failures.Select(f => f.Target));
    }

    [Fact]
    public async Task Keys_are_kept_for_their_owner_and_used_without_network_until_the_last_quarter_of_their_life()
    {
        await _test.CredentialsAsync(Admin);
        _test.Time.Advance(TimeSpan.FromMinutes(44));
        Assert.Equal("ASIA1", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);

        _test.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ASIA2", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);

        if (!OperatingSystem.IsWindows())
        {
            string file = _test.RoleKeys.PathOf(new SessionId("acme", "000000000001", "Admin"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        }
    }

    [Theory]
    [InlineData(15, 11, 12)]
    [InlineData(60, 44, 46)]
    [InlineData(720, 704, 706)]
    public async Task Keys_are_renewed_in_proportion_to_their_life(int life, int freshAt, int renewedAt)
    {
        DateTimeOffset start = _test.Time.GetUtcNow();
        _test.WithToken(TimeSpan.FromDays(1), "refresh");
        _test.Portal.KeysEnd = () => start.AddMinutes(life);
        await _test.CredentialsAsync(Admin);

        _test.Time.Advance(TimeSpan.FromMinutes(freshAt));
        Assert.Equal("ASIA1", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
        _test.Time.Advance(TimeSpan.FromMinutes(renewedAt - freshAt));
        Assert.Equal("ASIA2", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
    }

    [Theory]
    [InlineData(ServiceFault.InvalidGrant)]
    [InlineData(ServiceFault.Unavailable)]
    [InlineData(ServiceFault.Throttled)]
    public async Task Keys_that_still_live_are_used_when_the_login_has_expired(ServiceFault fault)
    {
        await _test.CredentialsAsync(Admin);
        _test.Time.Advance(TimeSpan.FromMinutes(50));
        _test.WithToken(TimeSpan.FromMinutes(-1), "refresh");
        _test.Login.Before = _ => throw new ServiceException(fault, "CreateToken", "no");

        List<LeappCredential> keys = await _test.LettingTimePassAsync(_test.CredentialsAsync(Admin));

        Assert.Equal("ASIA1", Assert.Single(keys).AccessKeyId);
        Assert.Empty(_test.Log.Failures);
    }

    [Fact]
    public async Task Without_a_login_the_error_names_integration_and_command_and_nobody_is_asked()
    {
        _test.WithToken(TimeSpan.FromMinutes(-1));

        Assert.Empty(await _test.CredentialsAsync(Admin, "test-Admin"));

        Assert.All(_test.Log.Failures, f => Assert.Equal(LeappErrorCode.NotLoggedIn, f.Code));
        Assert.All(_test.Log.Failures, f => Assert.Contains("Connect-LeappSso acme", f.Message, StringComparison.Ordinal));
        Assert.Equal(2, _test.Log.Failures.Count);
        Assert.Empty(_test.Log.Prompts);
        Assert.Equal(0, _test.Login.Registrations);
    }

    [Fact]
    public async Task A_login_that_the_portal_refuses_is_renewed_once_for_all_sessions()
    {
        _test.Portal.Before = (operation, _, _, _) => _test.Portal.Tokens.Contains("access1")
            ? Task.CompletedTask
            : throw new ServiceException(ServiceFault.Unauthorized, operation, "Session token not found or invalid");

        List<LeappCredential> keys = await _test.CredentialsAsync(Admin, "prod-ReadOnly", "test-Admin");

        Assert.Equal(3, keys.Count);
        Assert.Equal((0, 1), (_test.Login.Logins, _test.Login.Refreshes));
    }

    [Fact]
    public async Task A_renewed_login_that_the_portal_refuses_too_is_one_kind_of_error_and_no_further_renewal()
    {
        _test.Portal.Before = (operation, _, _, _) => throw new ServiceException(ServiceFault.Unauthorized, operation, "no");

        Assert.Empty(await _test.CredentialsAsync(Admin, "prod-ReadOnly", "test-Admin"));

        Assert.Equal([LeappErrorCode.NotLoggedIn], _test.Log.Failures.Select(f => f.Code).Distinct());
        Assert.Equal((0, 1), (_test.Login.Logins, _test.Login.Refreshes));
    }

    [Fact]
    public async Task A_fresh_login_and_a_logout_remove_the_keys()
    {
        SessionId id = new("acme", "000000000001", "Admin");
        await _test.CredentialsAsync(Admin);
        Assert.NotNull(_test.RoleKeys.Read(id, "https://acme.awsapps.com/start"));

        await _test.LettingTimePassAsync(_test.ConnectAsync(new ConnectRequest { Force = true, LoginMethod = LeappLoginMethod.DeviceCode }));
        Assert.Null(_test.RoleKeys.Read(id, "https://acme.awsapps.com/start"));

        await _test.CredentialsAsync(Admin);
        await _test.Engine.DisconnectAsync("acme", CancellationToken.None);
        Assert.Null(_test.RoleKeys.Read(id, "https://acme.awsapps.com/start"));
    }

    [Fact]
    public async Task Keys_of_another_portal_under_the_same_alias_are_not_used()
    {
        await _test.CredentialsAsync(Admin);

        Assert.Null(_test.RoleKeys.Read(new SessionId("acme", "000000000001", "Admin"), "https://globex.awsapps.com/start"));
        Assert.Null(_test.RoleKeys.Read(new SessionId("acme", "000000000001", "admin2"), "https://acme.awsapps.com/start"));
        Assert.NotNull(_test.RoleKeys.Read(new SessionId("ACME", "000000000001", "Admin"), "https://acme.awsapps.com/start"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"accessKeyId":null}""")]
    [InlineData("""{"session":"acme/000000000001/Admin","portalUrl":"https://acme.awsapps.com/start","accessKeyId":"a","secretAccessKey":"b","sessionToken":"c","lifeSeconds":1e300}""")]
    public async Task A_damaged_file_of_keys_costs_one_call(string content)
    {
        await _test.CredentialsAsync(Admin);
        File.WriteAllText(_test.RoleKeys.PathOf(new SessionId("acme", "000000000001", "Admin")), content);

        Assert.Equal("ASIA2", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_costs_calls_and_nothing_else()
    {
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(_test.RoleKeys.PathOf(new SessionId("acme", "1", "x"))!)!)!;
        File.WriteAllText(folder, "a file where the folder should be");

        Assert.Equal("ASIA1", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
        Assert.Equal("ASIA2", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
        Assert.Empty(_test.Log.Failures);
    }

    [Theory]
    [InlineData("../../../../evil")]
    [InlineData("a/b")]
    [InlineData("CON")]
    [InlineData("ä\u0000b")]
    public void A_hostile_role_name_is_no_part_of_a_path(string role)
    {
        string home = Path.GetDirectoryName(_test.RoleKeys.PathOf(new SessionId("acme", "000000000001", "Admin")))!;

        string path = _test.RoleKeys.PathOf(new SessionId("acme", "000000000001", role));

        Assert.Equal(home, Path.GetDirectoryName(path));
        Assert.Matches("^[0-9a-f]{32}\\.json$", Path.GetFileName(path));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task A_clock_that_is_hours_wrong_neither_ends_keys_early_nor_lets_them_live_too_long(int hours)
    {
        TimeSpan difference = TimeSpan.FromHours(hours);
        _test.ClockDifference = difference;
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow() + difference + TimeSpan.FromHours(1);

        await _test.CredentialsAsync(Admin);
        _test.Time.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal("ASIA1", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
        _test.Time.Advance(TimeSpan.FromMinutes(21));
        _test.WithToken(TimeSpan.FromHours(1), "refresh");
        Assert.Equal("ASIA2", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
    }

    [Theory]
    [InlineData(182, "3 hours 2 minutes behind")]
    [InlineData(-182, "3 hours 2 minutes ahead of")]
    [InlineData(24 * 60, "1 day behind")]
    public async Task A_wrong_clock_is_told_once_with_the_difference(int minutes, string said)
    {
        _test.ClockDifference = TimeSpan.FromMinutes(minutes);
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow() + TimeSpan.FromMinutes(minutes) + TimeSpan.FromHours(1);

        await _test.CredentialsAsync(Admin, "test-Admin");

        Assert.Contains(said, Assert.Single(_test.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_minutes_wrong_is_not_worth_a_word()
    {
        _test.ClockDifference = TimeSpan.FromMinutes(4);

        await _test.CredentialsAsync(Admin);

        Assert.Empty(_test.Log.Warnings);
    }

    [Fact]
    public async Task Keys_that_have_ended_already_are_not_given()
    {
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddSeconds(-1);

        Assert.Empty(await _test.CredentialsAsync(Admin));

        Assert.Equal(LeappErrorCode.CredentialsInvalid, Assert.Single(_test.Log.Failures).Code);
    }

    [Fact]
    public async Task The_text_for_credential_process_is_what_AWS_tools_read()
    {
        LeappCredential keys = Assert.Single(await _test.CredentialsAsync(Admin));

        string text = CredentialProcessText.Of(keys);

        Assert.Equal(
            """{"Version":1,"AccessKeyId":"ASIA1","SecretAccessKey":"secret1+/","SessionToken":"session1","Expiration":"2030-01-01T01:00:00Z"}""", text);
        Assert.Equal("secret1+/", JsonDocument.Parse(text).RootElement.GetProperty("SecretAccessKey").GetString());
    }

    [Fact]
    public async Task Keys_of_the_former_person_are_not_given_after_a_login_by_another_tool()
    {
        await _test.CredentialsAsync(Admin);
        _test.WithToken(TimeSpan.FromHours(1), "refresh-of-another", access: "of-another");

        Assert.Equal("ASIA2", Assert.Single(await _test.CredentialsAsync(Admin)).AccessKeyId);
    }

    [Fact]
    public async Task A_login_that_is_dead_for_the_portal_is_not_tried_again()
    {
        _test.Portal.Before = (operation, _, _, _) => throw new ServiceException(ServiceFault.Unauthorized, operation, "no");
        _test.Login.Before = _ => throw new ServiceException(ServiceFault.InvalidGrant, "CreateToken", "no");
        await _test.CredentialsAsync(Admin);
        int calls = _test.Portal.Tokens.Count;

        Assert.Equal(LeappIntegrationStatus.Expired, Assert.Single(_test.Engine.GetIntegrations()).Status);
        await _test.CredentialsAsync(Admin);

        Assert.Equal(calls, _test.Portal.Tokens.Count);
        Assert.All(_test.Log.Failures, f => Assert.Equal(LeappErrorCode.NotLoggedIn, f.Code));
    }

    [Fact]
    public async Task An_account_name_steers_no_terminal()
    {
        _test.Portal.Accounts[0] = new PortalAccount("000000000001", "prod\u001b]0;x\u0007\u2028\U000e0041", null);
        await _test.ConnectAsync();
        _test.Portal.Before = (operation, _, _, _) => throw new ServiceException(ServiceFault.Forbidden, operation, "no");

        await _test.CredentialsAsync(Admin);

        string message = Assert.Single(_test.Log.Failures).Message;
        Assert.Contains(@"prod\u001b]0;x\u0007\u2028\ue0041", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public async Task One_client_of_the_portal_serves_all_sessions_of_an_integration()
    {
        int before = _test.Portals;

        await _test.CredentialsAsync(Admin, "prod-ReadOnly", "test-Admin");

        Assert.Equal(1, _test.Portals - before);
    }

    [Fact]
    public async Task Keys_of_a_role_that_was_lost_are_removed()
    {
        await _test.CredentialsAsync(Admin);
        _test.Time.Advance(TimeSpan.FromMinutes(50));
        _test.Portal.Before = (operation, _, _, _) => throw new ServiceException(ServiceFault.Forbidden, operation, "no");

        Assert.Empty(await _test.CredentialsAsync(Admin));

        Assert.Null(_test.RoleKeys.Read(new SessionId("acme", "000000000001", "Admin"), "https://acme.awsapps.com/start"));
    }

    [Fact]
    public void A_secret_shows_in_no_text_and_no_property()
    {
        LeappSecret secret = new("s3cr3t");

        Assert.Equal("(hidden)", secret.ToString());
        Assert.Empty(typeof(LeappSecret).GetProperties());
        Assert.Empty(typeof(LeappSecret).GetFields());
        Assert.Equal("{}", JsonSerializer.Serialize(secret));
        Assert.Equal("s3cr3t", secret.Reveal());
    }
}
