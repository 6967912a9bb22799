using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

public sealed class SessionBookTests : IDisposable
{
    private const string Mine = "# mine\n[default]\nregion = eu-north-1\n";

    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Starting_and_stopping_gives_the_original_bytes()
    {
        await ConnectedAsync();
        _test.Config = Mine;

        SessionChangeResult started = await ChangeAsync(new SessionChange(), "acme/000000000001/Admin", "ACME/000000000001/readonly");
        string during = _test.Config;
        SessionChangeResult stopped = await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, "prod-Admin", "prod-ReadOnly");

        Assert.All(started.Changed, s => Assert.Equal(LeappSessionStatus.Active, s.Status));
        Assert.All(started.Changed, s => Assert.Equal(_test.Time.GetUtcNow(), s.StartedAt));
        Assert.StartsWith(Mine, during, StringComparison.Ordinal);
        Assert.Contains("[profile prod-Admin]\n# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n", during, StringComparison.Ordinal);
        Assert.Equal(["prod-Admin", "prod-ReadOnly"], stopped.StoppedProfiles);
        Assert.Equal(Mine, _test.Config);
        Assert.Empty(_test.Log.Failures);
    }

    [Fact]
    public async Task A_setting_alone_keeps_the_status_and_rewrites_what_is_active()
    {
        await ConnectedAsync();
        await ChangeAsync(new SessionChange { Region = "us-east-1" }, "prod-Admin");
        Assert.Equal(string.Empty, _test.Config);

        await ChangeAsync(new SessionChange(), "prod-Admin");
        await ChangeAsync(new SessionChange { Region = "us-east-2", ProfileName = "mine" }, "prod-Admin");

        Assert.Contains("[profile mine]", _test.Config, StringComparison.Ordinal);
        Assert.Contains("region = us-east-2", _test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("prod-Admin", _test.Config, StringComparison.Ordinal);
        LeappSession session = Assert.Single(_test.Sessions(), s => s.Status == LeappSessionStatus.Active);
        Assert.Equal(("mine", "us-east-2"), (session.ProfileName, session.Region));
    }

    [Fact]
    public async Task A_profile_of_somebody_else_is_left_alone_unless_it_is_taken_over()
    {
        await ConnectedAsync();
        const string Theirs = "[profile prod-Admin]\noutput = json\nregion = eu-north-1\n";
        _test.Config = Theirs;

        SessionChangeResult refused = await ChangeAsync(new SessionChange(), "prod-Admin", "prod-ReadOnly");
        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(_test.Log.Failures).Code);
        Assert.Equal("prod-ReadOnly", Assert.Single(refused.Changed).ProfileName);
        Assert.StartsWith(Theirs, _test.Config, StringComparison.Ordinal);

        await ChangeAsync(new SessionChange { Force = true }, "prod-Admin");
        Assert.Contains("output = json", _test.Config, StringComparison.Ordinal);
        Assert.Equal(2, _test.Sessions().Count(s => s.Status == LeappSessionStatus.Active));
    }

    [Fact]
    public async Task A_refused_profile_leaves_no_session_section_behind()
    {
        await ConnectedAsync();
        const string Theirs = "[profile prod-Admin]\noutput = json\n";
        _test.Config = Theirs;

        await ChangeAsync(new SessionChange(), "prod-Admin");

        Assert.Equal(Theirs, _test.Config);
    }

    [Fact]
    public async Task One_bad_name_does_not_stop_the_others()
    {
        await ConnectedAsync();

        SessionChangeResult result = await ChangeAsync(new SessionChange(), "acme/000000000009/Nobody", "prod-Admin");

        Assert.Equal(LeappErrorCode.SessionNotFound, Assert.Single(_test.Log.Failures).Code);
        Assert.Single(result.Changed);
    }

    [Theory]
    [InlineData("a b", LeappErrorCode.InvalidProfileName)]
    [InlineData("a]\nregion = x", LeappErrorCode.InvalidProfileName)]
    [InlineData("DEFAULT", LeappErrorCode.InvalidProfileName)]
    [InlineData("Default", LeappErrorCode.InvalidProfileName)]
    public async Task A_profile_name_that_some_tool_cannot_read_is_refused(string name, LeappErrorCode code)
    {
        await ConnectedAsync();

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => ChangeAsync(new SessionChange { ProfileName = name }, "prod-Admin"));

        Assert.Equal(code, failure.Code);
        Assert.Equal(string.Empty, _test.Config);
    }

    [Fact]
    public async Task A_name_of_another_session_is_refused()
    {
        await ConnectedAsync();

        await ChangeAsync(new SessionChange { ProfileName = "PROD-readonly" }, "prod-Admin");

        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(_test.Log.Failures).Code);
    }

    [Fact]
    public async Task A_damaged_config_is_refused_with_its_line_and_stays_as_it_is()
    {
        await ConnectedAsync();
        const string Damaged = "[default]\nregion = x\n[default]\nregion = y\n";
        _test.Config = Damaged;

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => ChangeAsync(new SessionChange(), "prod-Admin"));

        Assert.Equal(LeappErrorCode.AwsFileInvalid, failure.Code);
        Assert.Contains("line 3", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Damaged, _test.Config);
        Assert.Equal(2, _test.Sessions().Count);
    }

    [Fact]
    public async Task Logging_out_stops_what_is_active_and_keeps_the_settings()
    {
        await ConnectedAsync();
        _test.Config = Mine;
        await ChangeAsync(new SessionChange { Region = "us-east-1", Status = LeappSessionStatus.Active }, "prod-Admin");

        IReadOnlyList<string> stopped = await _test.Engine.DisconnectAsync("acme", CancellationToken.None);

        Assert.Equal(["prod-Admin"], stopped);
        Assert.Equal(Mine, _test.Config);
        Assert.Equal(1, _test.Portal.LoggedOut);
        Assert.Null(_test.Tokens.Read("acme").Token);
        Assert.Contains(_test.Sessions(), s => s.Region == "us-east-1" && s.Status == LeappSessionStatus.Inactive);
    }

    [Fact]
    public async Task A_role_that_is_gone_takes_its_profile_along()
    {
        await ConnectedAsync();
        await ChangeAsync(new SessionChange(), "prod-Admin", "prod-ReadOnly");
        _test.Portal.Roles["000000000001"].Remove("Admin");

        await _test.ConnectAsync();

        Assert.DoesNotContain("prod-Admin", _test.Config, StringComparison.Ordinal);
        Assert.Contains("prod-ReadOnly", _test.Config, StringComparison.Ordinal);
    }

    private async Task ConnectedAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1)).Portal.With("000000000001", "prod", "Admin", "ReadOnly");
        await _test.ConnectAsync();
    }

    private Task<SessionChangeResult> ChangeAsync(SessionChange change, params string[] names) =>
        _test.Engine.ChangeSessionsAsync(names, change, CancellationToken.None);
}
