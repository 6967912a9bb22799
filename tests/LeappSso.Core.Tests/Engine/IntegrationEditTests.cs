using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

public sealed class IntegrationEditTests : MethodScene
{
    private const string Other = "https://other.awsapps.com/start";

    private static readonly IntegrationChange s_move = new() { Alias = "acme", PortalUrl = Other };

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    [InlineData(LeappMethod.Environment)]
    public async Task Another_portal_ends_the_login_and_all_that_came_by_it(LeappMethod method)
    {
        await StartAsync(method);
        await Test.CredentialsAsync(ReadOnly);

        LeappSsoIntegration moved = await SetAsync(s_move);

        AssertMoved(moved);
        Assert.Equal(("eu-west-1", 0, null), (moved.Region, moved.SessionCount, moved.LastSync));
        Assert.Empty(Test.Sessions());
    }

    [Fact]
    public async Task Forcing_another_portal_by_adding_does_the_same()
    {
        await StartAsync(LeappMethod.SsoProfile);

        IntegrationSettings settings = new() { Alias = "ACME", PortalUrl = Other, Region = "eu-west-1" };
        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => Test.Engine.AddIntegrationAsync(settings, false, CancellationToken.None));
        Assert.Equal((LeappErrorCode.IntegrationExists, 2), (refused.Code, Test.Sessions().Count));
        LeappSsoIntegration moved = await Test.Engine.AddIntegrationAsync(settings, true, CancellationToken.None);

        AssertMoved(moved);
        Assert.Empty(Test.Sessions());
    }

    [Fact]
    public async Task A_portal_that_is_known_under_the_alias_needs_no_region_to_be_added_once_more()
    {
        IntegrationSettings again = new() { Alias = "ACME", PortalUrl = "acme.awsapps.com", LoginMethod = LeappLoginMethod.DeviceCode };

        LeappSsoIntegration same = await Test.Engine.AddIntegrationAsync(again, false, CancellationToken.None);

        Assert.Equal(("acme", "eu-west-1", LeappIntegrationStatus.Online), (same.Alias, same.Region, same.Status));
        Assert.Equal(LeappLoginMethod.DeviceCode, same.LoginMethod);
        Assert.Equal(LeappErrorCode.InvalidRegion, await RefusalAsync(again with { Alias = "new" }));
        Assert.Equal(LeappErrorCode.InvalidRegion, await RefusalAsync(again with { PortalUrl = Other }));

        async Task<LeappErrorCode> RefusalAsync(IntegrationSettings settings) =>
            (await Assert.ThrowsAsync<LeappException>(() => Test.Engine.AddIntegrationAsync(settings, true, CancellationToken.None))).Code;
    }

    [Fact]
    public async Task A_region_that_was_given_against_the_address_stays_when_the_portal_is_added_once_more()
    {
        IntegrationSettings first = new() { Alias = "globex", PortalUrl = "https://ssoins-1234567890abcdef.portal.us-west-2.app.aws", Region = "us-east-1" };
        await Test.Engine.AddIntegrationAsync(first, false, CancellationToken.None);

        Assert.Equal("us-east-1", (await Test.Engine.AddIntegrationAsync(first with { Region = null }, false, CancellationToken.None)).Region);
    }

    [Fact]
    public async Task The_new_portal_is_listed_as_a_first_one_and_a_session_it_shares_finds_its_settings_again()
    {
        await ChangeAsync(new SessionChange { Region = "ap-south-1", ProfileName = "mine" }, Admin);
        await SetAsync(s_move);
        Test.Portal.Accounts.Clear();
        Test.Portal.With("000000000001", "prod", "Admin").With("000000000009", "new", "Admin");

        await Test.ConnectAsync();

        Assert.Empty(Test.Log.Failures);
        Assert.Equal(Other, Test.Login.StartUrls.Last());
        Assert.Equal([Admin, "acme/000000000009/Admin"], Test.Sessions().Select(s => s.Id));
        Assert.Equal(("ap-south-1", "mine"), (Session(Admin).Region, Session(Admin).ProfileName));
    }

    [Fact]
    public async Task A_portal_without_any_account_known_before_is_no_other_identity()
    {
        await SetAsync(s_move);
        Test.Portal.Accounts.Clear();
        Test.Portal.With("000000000009", "new", "Admin");

        await Test.ConnectAsync();

        Assert.Empty(Test.Log.Failures);
        Assert.Equal("acme/000000000009/Admin", Assert.Single(Test.Sessions()).Id);
    }

    [Fact]
    public async Task Another_region_alone_ends_the_login_and_keeps_the_sessions()
    {
        await StartAsync(LeappMethod.SsoProfile);

        LeappSsoIntegration moved = await SetAsync(new IntegrationChange { Alias = "acme", Region = "us-east-1" });

        Assert.Equal((LeappIntegrationStatus.Offline, "us-east-1", 2), (moved.Status, moved.Region, moved.SessionCount));
        Assert.Equal((LeappSessionStatus.Inactive, "us-east-1"), (Session(Admin).Status, Session(Admin).Region));
        Assert.NotNull(moved.LastSync);
        AssertOnlyMine();
        Assert.Equal(1, Test.Portal.LoggedOut);
    }

    [Fact]
    public async Task The_same_portal_in_another_spelling_changes_nothing()
    {
        await StartAsync(LeappMethod.SsoProfile);
        string[] before = Files();

        LeappSsoIntegration same = await SetAsync(new IntegrationChange { Alias = "acme", PortalUrl = "ACME.awsapps.com/start/#/", Region = "eu-west-1" });

        Assert.Equal(LeappIntegrationStatus.Online, same.Status);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task The_region_in_a_new_address_counts_unless_one_is_given()
    {
        const string Url = "https://ssoins-1234567890abcdef.portal.us-west-2.app.aws";
        Assert.Equal("us-west-2", (await SetAsync(new IntegrationChange { Alias = "acme", PortalUrl = Url })).Region);
        Assert.Equal("us-east-1", (await SetAsync(new IntegrationChange { Alias = "acme", Region = "us-east-1" })).Region);
        Assert.Contains(Test.Log.Warnings, w => w.Contains("names the region us-west-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_portal_stays_where_something_written_for_its_sessions_cannot_be_removed()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Test.Config = Test.Config.Replace("sso_account_id", "  indented\nsso_account_id", StringComparison.Ordinal);

        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => SetAsync(s_move));

        Assert.Equal(LeappErrorCode.ProfileInUse, refused.Code);
        Assert.DoesNotContain("stopped", refused.Message, StringComparison.Ordinal);
        LeappSsoIntegration known = Assert.Single(Test.Engine.GetIntegrations());
        Assert.Equal(("https://acme.awsapps.com/start", LeappIntegrationStatus.Online, 2), (known.PortalUrl, known.Status, known.SessionCount));
        Assert.Equal(0, Test.Portal.LoggedOut);
    }

    [Fact]
    public async Task A_move_that_is_refused_tells_what_it_has_stopped()
    {
        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active }, ReadOnly);
        await StartAsync(LeappMethod.SsoProfile);
        Test.Config = Test.Config.Replace("sso_account_id", "  indented\nsso_account_id", StringComparison.Ordinal);

        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => SetAsync(s_move));

        Assert.Equal((LeappErrorCode.ProfileInUse, MyCredentials), (refused.Code, Test.Credentials));
        Assert.Contains("What could be stopped is stopped all the same: prod-ReadOnly.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_two_aliases_lead_to_one_portal_is_told_when_it_comes_to_be_and_not_again()
    {
        IntegrationSettings twin = new() { Alias = "second", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1" };
        await Test.Engine.AddIntegrationAsync(twin, false, CancellationToken.None);
        Assert.Contains("'acme' already leads to", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);

        await Test.Engine.AddIntegrationAsync(twin, false, CancellationToken.None);
        await SetAsync(new IntegrationChange { Alias = "acme", DefaultRegion = "ap-south-1" });
        await SetAsync(new IntegrationChange { Alias = "acme", PortalUrl = "acme.awsapps.com" });
        Assert.Single(Test.Log.Warnings);

        await SetAsync(s_move);
        await SetAsync(s_move with { PortalUrl = twin.PortalUrl });
        Assert.Contains("'second' already leads to", Test.Log.Warnings.Last(), StringComparison.Ordinal);
        Assert.Equal(2, Test.Log.Warnings.Count);
    }

    [Fact]
    public async Task A_portal_that_cannot_be_reached_holds_up_no_move()
    {
        Test.Portal.Before = (_, _, _, _) => throw new ServiceException(ServiceFault.Unavailable, "Logout", "no route");

        AssertMoved(await SetAsync(s_move), loggedOut: 0);

        Assert.Contains(Test.Log.Warnings, w => w.Contains("could not be told", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    [InlineData(LeappMethod.Environment)]
    public async Task A_default_region_is_that_of_active_sessions_without_their_own(LeappMethod method)
    {
        await ChangeAsync(new SessionChange { Method = method, Status = LeappSessionStatus.Active }, Admin);

        await SetAsync(new IntegrationChange { Alias = "acme", DefaultRegion = "ap-south-1" });
        Assert.Contains("ap-south-1", string.Join('\n', Everything()), StringComparison.Ordinal);
        Assert.Equal((LeappSessionStatus.Active, "ap-south-1"), (Session(Admin).Status, Session(Admin).Region));

        await SetAsync(new IntegrationChange { Alias = "acme", DefaultRegion = "" });
        Assert.DoesNotContain("ap-south-1", string.Join('\n', Everything()), StringComparison.Ordinal);
        Assert.Null(Session(Admin).Region);
        Assert.Equal(LeappSessionStatus.Active, Session(Admin).Status);
    }

    [Fact]
    public async Task A_session_with_a_region_of_its_own_keeps_it_and_inactive_ones_stay_so()
    {
        await StartAsync(LeappMethod.SsoProfile);
        string before = Test.Config;

        await SetAsync(new IntegrationChange { Alias = "acme", DefaultRegion = "ap-south-1" });

        Assert.Equal(before, Test.Config);
        Assert.Equal(("us-east-1", "ap-south-1", LeappSessionStatus.Inactive), (Session(Admin).Region, Session(ReadOnly).Region, Session(ReadOnly).Status));
    }

    [Fact]
    public async Task All_active_sessions_follow_with_one_write_and_keep_their_status_and_the_variables()
    {
        await ChangeAsync(new SessionChange(), Admin, ReadOnly);
        DateTimeOffset? started = Session(Admin).StartedAt;
        Test.Time.Advance(TimeSpan.FromMinutes(5));

        await SetAsync(new IntegrationChange { Alias = "acme", DefaultRegion = "ap-south-1", Method = LeappMethod.CredentialProcess });

        Assert.Equal(2, Test.Config.Split("credential_process").Length - 1);
        Assert.Equal(2, Test.Config.Split("region = ap-south-1").Length - 1);
        Assert.DoesNotContain("sso-session", Test.Config, StringComparison.Ordinal);
        Assert.Equal((LeappMethod.CredentialProcess, started), (Session(Admin).Method, Session(Admin).StartedAt));
        Assert.Null(Test.Variables["AWS_PROFILE"]);
        Assert.All(Test.Workspace.Read().Integrations[0].Accounts[0].Roles, role => Assert.Equal((null, null), (role.Region, role.Method)));
    }

    [Fact]
    public async Task A_session_with_a_method_of_its_own_keeps_it()
    {
        await StartAsync(LeappMethod.SsoProfile);

        await SetAsync(new IntegrationChange { Alias = "acme", Method = LeappMethod.CredentialsFile });

        Assert.Equal(MyCredentials, Test.Credentials);
        Assert.Equal((LeappMethod.SsoProfile, LeappMethod.CredentialsFile), (Session(Admin).Method, Session(ReadOnly).Method));
    }

    [Fact]
    public async Task The_variables_of_a_process_take_no_session_out_of_the_files()
    {
        await ChangeAsync(new SessionChange(), Admin, ReadOnly);
        string before = Test.Config;

        await SetAsync(new IntegrationChange { Alias = "acme", Method = LeappMethod.Environment });

        Assert.Equal(before, Test.Config);
        Assert.Empty(Test.Log.Failures);
        Assert.Null(Test.Variables["AWS_ACCESS_KEY_ID"]);
        Assert.Contains("stay in the AWS files as they were written: 2", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_of_somebody_else_is_not_written_to()
    {
        const string Theirs = "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n"
            + "[profile prod-Admin]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\nregion = sa-east-1\n";
        Test.Config = Theirs;
        Assert.Equal(LeappSessionStatus.Active, Session(Admin).Status);

        await SetAsync(new IntegrationChange { Alias = "acme", DefaultRegion = "ap-south-1" });
        await SetAsync(new IntegrationChange { Alias = "acme", Method = LeappMethod.CredentialProcess });

        Assert.Equal(Theirs, Test.Config);
        Assert.Empty(Test.Log.Failures);
    }

    [Fact]
    public async Task What_a_stopped_command_left_as_it_was_follows_when_it_is_given_again()
    {
        await ChangeAsync(new SessionChange(), Admin);
        string healthy = Test.Config;
        Test.Config = healthy + "stray line\n";
        IntegrationChange change = new() { Alias = "acme", DefaultRegion = "ap-south-1" };
        LeappException told = await Assert.ThrowsAsync<LeappException>(() => SetAsync(change));
        Assert.Equal((LeappErrorCode.AwsFileInvalid, "ap-south-1"), (told.Code, Session(Admin).Region));
        Assert.StartsWith("The settings of 'acme' were changed", told.Message, StringComparison.Ordinal);
        Assert.EndsWith("That file was not changed; mend it, then run the command again.", told.Message, StringComparison.Ordinal);

        Test.Config = healthy;
        await SetAsync(change);

        Assert.Contains("region = ap-south-1", Test.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_names_new_sessions_only_and_an_empty_one_is_the_default()
    {
        await SetAsync(new IntegrationChange { Alias = "acme", ProfileNameTemplate = "{RoleName}.{AccountId}" });
        Test.Portal.With("000000000002", "dev", "Admin");
        await Test.ConnectAsync();
        Assert.Equal(["prod-Admin", "prod-ReadOnly", "Admin.000000000002"], Test.Sessions().Select(s => s.ProfileName));

        Assert.Equal("{AccountName}-{RoleName}", (await SetAsync(new IntegrationChange { Alias = "acme", ProfileNameTemplate = "" })).ProfileNameTemplate);
    }

    [Theory]
    [InlineData(null, null, null, LeappErrorCode.NothingToChange)]
    [InlineData("acme", null, null, LeappErrorCode.InvalidPortalUrl)]
    [InlineData(null, "Ireland", null, LeappErrorCode.InvalidRegion)]
    [InlineData(null, null, "fixed", LeappErrorCode.InvalidProfileName)]
    public async Task What_cannot_be_is_refused_before_anything_is_changed(string? url, string? region, string? template, LeappErrorCode code)
    {
        await StartAsync(LeappMethod.SsoProfile);
        string[] before = Files();
        IntegrationChange change = new() { Alias = "acme", PortalUrl = url, DefaultRegion = region, ProfileNameTemplate = template };

        Assert.Equal(code, Assert.Throws<LeappException>(() => Test.Engine.ForeseeIntegration(change, false)).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<LeappException>(() => SetAsync(change))).Code);

        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task What_would_happen_is_foreseen_and_changes_nothing()
    {
        await ChangeAsync(new SessionChange(), Admin, ReadOnly);
        string[] before = Files();

        Assert.Equal(new IntegrationForecast("acme", "https://acme.awsapps.com/start", Other, "eu-west-1", true, 2), Foresee(s_move));
        Assert.Equal((false, 2), Worth(Foresee(new IntegrationChange { Alias = "acme", DefaultRegion = "ap-south-1" })));
        Assert.Equal((false, 0), Worth(Foresee(new IntegrationChange { Alias = "acme", LoginMethod = LeappLoginMethod.DeviceCode })));
        Assert.Equal((false, 0), Worth(Foresee(new IntegrationChange { Alias = "acme", PortalUrl = "acme.awsapps.com" })));

        Assert.Equal(before, Files());
        Assert.Equal(0, Test.Portal.LoggedOut);

        IntegrationForecast Foresee(IntegrationChange change) => Test.Engine.ForeseeIntegration(change, false);

        static (bool, int) Worth(IntegrationForecast forecast) => (forecast.EndsLogin, forecast.ActiveSessions);
    }

    [Fact]
    public async Task What_adding_would_do_is_foreseen_as_it_would_come()
    {
        await ChangeAsync(new SessionChange(), Admin, ReadOnly);
        string[] before = Files();
        IntegrationSettings settings = new() { Alias = "ACME", PortalUrl = Other, Region = "us-east-1" };

        Assert.Equal(new IntegrationForecast("acme", "https://acme.awsapps.com/start", Other, "us-east-1", true, 2), Foresee(settings, true));
        Assert.Equal(LeappErrorCode.IntegrationExists, Assert.Throws<LeappException>(() => Foresee(settings, false)).Code);
        Assert.Equal(LeappErrorCode.InvalidAlias, Assert.Throws<LeappException>(() => Foresee(settings with { Alias = "a b" }, true)).Code);
        Assert.Equal(new IntegrationForecast("new", Other, Other, "us-east-1", false, 0, IsNew: true), Foresee(settings with { Alias = "new" }, false));
        IntegrationForecast same = Foresee(new() { Alias = "acme", PortalUrl = "acme.awsapps.com", DefaultRegion = "ap-south-1" }, false);
        Assert.Equal((false, 2, false), (same.EndsLogin, same.ActiveSessions, same.IsNew));

        Assert.Equal(before, Files());

        IntegrationForecast Foresee(IntegrationSettings given, bool force) => Test.Engine.ForeseeIntegration(given, force);
    }

    private Task<LeappSsoIntegration> SetAsync(IntegrationChange change) => Test.Engine.SetIntegrationAsync(change, false, CancellationToken.None);

    private new string[] Everything() => [Test.Config, Test.Credentials, .. Test.Variables.All];

    private void AssertMoved(LeappSsoIntegration moved, int loggedOut = 1)
    {
        Assert.Equal(("acme", Other, LeappIntegrationStatus.Offline), (moved.Alias, moved.PortalUrl, moved.Status));
        AssertOnlyMine();
        Assert.Equal(loggedOut, Test.Portal.LoggedOut);
        Assert.False(File.Exists(Test.Tokens.PathOf("acme")));
        Assert.Empty(Directory.Exists(Path.Combine(Test.WorkspaceFolder, "role-keys"))
            ? Directory.EnumerateFiles(Path.Combine(Test.WorkspaceFolder, "role-keys"), "*.json", SearchOption.AllDirectories)
            : []);
        Assert.Null(Test.Variables["AWS_PROFILE"]);
    }
}
