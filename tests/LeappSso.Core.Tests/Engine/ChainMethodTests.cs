using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

public sealed class ChainMethodTests : ChainScene
{
    private const string Next = "acme/777788889999/role:Next";

    public ChainMethodTests() => Test.Sts.KeysEnd = () => Test.Time.GetUtcNow().AddHours(1);

    [Fact]
    public async Task By_SsoProfile_the_profile_of_the_parent_comes_along()
    {
        await AddAsync(externalId: "ab/1", duration: TimeSpan.FromMinutes(30), region: "ap-south-1");

        SessionChangeResult result = await StartDeployAsync(LeappMethod.SsoProfile);

        Assert.Equal([Deploy], result.Changed.Select(s => s.Id));
        Assert.Equal(
            $"""
            {MyConfig}
            [sso-session acme]
            # managed by LeappSso
            sso_start_url = https://acme.awsapps.com/start
            sso_region = eu-west-1
            sso_registration_scopes = sso:account:access

            [profile prod-Admin]
            # managed by LeappSso
            sso_session = acme
            sso_account_id = 000000000001
            sso_role_name = Admin

            [profile 444455556666-Deploy]
            # managed by LeappSso
            role_arn = {DeployArn}
            source_profile = prod-Admin
            role_session_name = {ChainText.SessionNameOf(Environment.UserName)}
            external_id = ab/1
            duration_seconds = 1800
            x_leappsso_session = {Deploy}
            region = ap-south-1

            """,
            Test.Config);
        Assert.Equal((LeappSessionStatus.Active, LeappSessionStatus.Active), (Session(Deploy).Status, Session(Admin).Status));
        Assert.Equal("444455556666-Deploy", Test.Variables["AWS_PROFILE"]);
        Assert.Equal(0, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
        Assert.Empty(Test.Log.Failures);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    [InlineData(LeappMethod.Environment)]
    public async Task Every_method_serves_it_and_a_stop_leaves_nothing(LeappMethod method)
    {
        await AddAsync(region: "us-east-1");
        string before = string.Join('\n', Test.Variables.All);

        await StartDeployAsync(method);

        Assert.Equal((LeappSessionStatus.Active, method), (Session(Deploy).Status, Session(Deploy).Method));
        string written = Test.Config + Test.Credentials + Test.Variables["LEAPPSSO_SESSION"];
        Assert.Contains(Deploy, written, StringComparison.Ordinal);
        Assert.Equal(
            method is LeappMethod.CredentialsFile or LeappMethod.Environment,
            (Test.Credentials + Test.Variables["AWS_ACCESS_KEY_ID"]).Contains("ASIACHAIN1", StringComparison.Ordinal));
        Assert.Equal(method == LeappMethod.SsoProfile ? LeappSessionStatus.Active : LeappSessionStatus.Inactive, Session(Admin).Status);

        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Deploy, Admin);
        AssertOnlyMine();
        Assert.Equal(before, string.Join('\n', Test.Variables.All));
        AssertNoChildWarning();
    }

    [Fact]
    public async Task Every_move_between_methods_ends_as_if_it_had_been_so_from_the_start()
    {
        LeappMethod[] methods = Enum.GetValues<LeappMethod>();
        await AddAsync(externalId: "ab", region: "us-east-1");
        await StartAsync(LeappMethod.SsoProfile);
        Dictionary<LeappMethod, (string, string, string)> fresh = [];
        foreach (LeappMethod method in methods)
        {
            await StartDeployAsync(method);
            fresh[method] = Everything();
            await StopDeployAsync();
        }

        foreach (LeappMethod from in methods)
        {
            foreach (LeappMethod to in methods)
            {
                await StartDeployAsync(from);
                await ChangeAsync(new SessionChange { Method = to }, Deploy);
                (string config, string credentials, string variables) = Everything();
                Assert.Equal((fresh[to].Item1, Keyless(fresh[to].Item2)), (config, Keyless(credentials)));
                Assert.Equal(to == LeappMethod.Environment, variables.Contains(Deploy, StringComparison.Ordinal));
                await StopDeployAsync();
            }
        }

        Assert.Empty(Test.Log.Failures);

        static string Keyless(string credentials) => System.Text.RegularExpressions.Regex.Replace(credentials, @"CHAIN\d+|(secret|session)\d+|\d{4}-\d\d-\d\dT[\d:]+Z", "*");
    }

    [Fact]
    public async Task A_parent_that_is_in_the_files_by_another_method_is_left_as_it_is()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        string credentials = Test.Credentials;
        await AddAsync();

        await StartDeployAsync(LeappMethod.SsoProfile);

        Assert.Equal(credentials, Test.Credentials);
        Assert.DoesNotContain("[profile prod-Admin]", Test.Config, StringComparison.Ordinal);
        Assert.Contains("source_profile = prod-Admin", Test.Config, StringComparison.Ordinal);
        Assert.Equal(LeappMethod.CredentialsFile, Session(Admin).Method);
    }

    [Fact]
    public async Task A_parent_in_the_variables_stays_there_with_its_method_and_gets_a_profile_too()
    {
        await StartAsync(LeappMethod.Environment);
        await AddAsync();

        await StartDeployAsync(LeappMethod.SsoProfile);

        Assert.Equal((Admin, LeappMethod.Environment), (Test.Variables["LEAPPSSO_SESSION"], Session(Admin).Method));
        Assert.Contains("[profile prod-Admin]", Test.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_of_a_parent_comes_along_too()
    {
        await AddAsync();
        await AddAsync("arn:aws:iam::777788889999:role/Next", Deploy);

        await ChangeAsync(new SessionChange(), Next);

        Assert.Equal([Admin, Deploy, Next], Test.Sessions().Where(s => s.Status == LeappSessionStatus.Active).Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Contains("source_profile = 444455556666-Deploy", Test.Config, StringComparison.Ordinal);
        Assert.Equal("777788889999-Next", Test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task A_pipeline_of_both_in_whatever_order_is_one_write()
    {
        await AddAsync();

        SessionChangeResult result = await ChangeAsync(new SessionChange(), Deploy, Admin);

        Assert.Equal([Admin, Deploy], result.Changed.Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Contains("source_profile = prod-Admin", Test.Config, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    public async Task A_parent_with_a_new_name_takes_its_child_along(LeappMethod parents)
    {
        await AddAsync();
        await StartAsync(parents);
        await StartDeployAsync(LeappMethod.SsoProfile);

        await ChangeAsync(new SessionChange { ProfileName = "renamed" }, Admin);

        Assert.Contains("source_profile = renamed", Test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("prod-Admin", Test.Config, StringComparison.Ordinal);
        Assert.Equal(LeappSessionStatus.Active, Session(Deploy).Status);
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Admin, Deploy);
        AssertOnlyMine();
    }

    [Fact]
    public async Task A_parent_that_moves_from_one_file_to_the_other_keeps_its_child()
    {
        await AddAsync();
        await StartDeployAsync(LeappMethod.SsoProfile);

        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile }, Admin);
        Assert.Equal((LeappSessionStatus.Active, LeappSessionStatus.Active), (Session(Admin).Status, Session(Deploy).Status));

        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment }, Admin);
        Assert.Equal((LeappSessionStatus.Active, LeappSessionStatus.Inactive), (Session(Admin).Status, Session(Deploy).Status));
    }

    [Fact]
    public async Task A_parent_that_is_stopped_stops_its_children_by_profile_and_says_so()
    {
        await AddAsync();
        await AddAsync("arn:aws:iam::777788889999:role/Next", Deploy);
        await AddAsync("arn:aws:iam::777788889999:role/Other");
        await ChangeAsync(new SessionChange(), Next);
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Active, Method = LeappMethod.CredentialProcess }, "acme/777788889999/role:Other");
        Test.Variables["AWS_PROFILE"] = "777788889999-Next";

        SessionChangeResult result = await StopAsync();

        Assert.Equal(["prod-Admin", "444455556666-Deploy", "777788889999-Next"], result.StoppedProfiles);
        Assert.Null(Test.Variables["AWS_PROFILE"]);
        Assert.Equal(["acme/777788889999/role:Other"], Test.Sessions().Where(s => s.Status == LeappSessionStatus.Active).Select(s => s.Id));
        Assert.Equal(2, Test.Log.Warnings.Count(w => w.Contains("stopped too", StringComparison.Ordinal)));
        Assert.Contains(Test.Log.Warnings, w => w.Contains(Deploy, StringComparison.Ordinal) && w.Contains("'prod-Admin'", StringComparison.Ordinal));
        Assert.DoesNotContain("source_profile", Test.Config, StringComparison.Ordinal);
        Assert.All(Test.Workspace.Read().Integrations[0].Accounts.SelectMany(a => a.Roles).Where(r => r.Name != "role:Other"), r => Assert.Null(r.StartedAt));
    }

    [Fact]
    public async Task A_parent_whose_role_is_gone_stops_its_child_and_the_session_stays()
    {
        await AddAsync();
        await StartDeployAsync(LeappMethod.SsoProfile);
        Test.Portal.Roles["000000000001"].Remove("Admin");

        SyncOutcome outcome = await Test.Engine.SyncAsync(new SyncRequest(), CancellationToken.None);

        Assert.Equal(["prod-Admin", "444455556666-Deploy"], outcome.StoppedProfiles);
        AssertOnlyMine();
        Assert.Equal((LeappSessionStatus.Inactive, Admin), (Session(Deploy).Status, Session(Deploy).Parent));

        await ChangeAsync(new SessionChange(), Deploy);
        Assert.Equal((LeappErrorCode.SessionNotFound, Deploy), (Test.Log.Failures.First().Code, Test.Log.Failures.First().Target));
        AssertOnlyMine();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_child_that_cannot_be_changed_stays_and_keeps_the_parent_from_nothing(bool renamed)
    {
        await AddAsync();
        await StartDeployAsync(LeappMethod.SsoProfile);
        Test.Config = Test.Config.Replace("source_profile = prod-Admin\n", "source_profile = prod-Admin\n  indented\n", StringComparison.Ordinal);

        await ChangeAsync(renamed ? new SessionChange { ProfileName = "renamed" } : new SessionChange { Status = LeappSessionStatus.Inactive }, Admin);

        Assert.DoesNotContain("[profile prod-Admin]", Test.Config, StringComparison.Ordinal);
        Assert.Contains("source_profile = prod-Admin\n  indented\n", Test.Config, StringComparison.Ordinal);
        Assert.Contains(Test.Log.Warnings, w => w.Contains("indented", StringComparison.Ordinal));
        Assert.Empty(Test.Log.Failures);
    }

    [Fact]
    public async Task Only_the_child_is_stopped_when_only_the_child_is_asked_for()
    {
        await AddAsync();
        await StartAsync(LeappMethod.SsoProfile);
        string config = Test.Config;
        await StartDeployAsync(LeappMethod.SsoProfile);

        Assert.Equal(["444455556666-Deploy"], (await StopDeployAsync()).StoppedProfiles);

        Assert.Equal(config, Test.Config);
        AssertNoChildWarning();
    }

    [Fact]
    public async Task Profiles_of_somebody_else_that_assume_a_role_are_never_touched()
    {
        string hand = $"\n[profile hand]\nrole_arn = {DeployArn}\nsource_profile = prod-Admin\nexternal_id = mine\nmfa_serial = arn:aws:iam::1:mfa/me\n";
        await AddAsync();
        await StartAsync(LeappMethod.SsoProfile);
        Test.Config += hand;

        await ChangeAsync(new SessionChange { ProfileName = "renamed" }, Admin);
        await StopAsync();
        Assert.Equal(MyConfig + hand, Test.Config);

        await ChangeAsync(new SessionChange { ProfileName = "hand", Status = LeappSessionStatus.Active }, Deploy);
        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(Test.Log.Failures).Code);
        Assert.Contains(hand.Trim(), Test.Config, StringComparison.Ordinal);

        await ChangeAsync(new SessionChange { ProfileName = "hand", Status = LeappSessionStatus.Active, Force = true }, Deploy);
        Assert.Contains("[profile hand]\n# managed by LeappSso\n", Test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("\nmfa_serial", Test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("\nexternal_id", Test.Config, StringComparison.Ordinal);
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Deploy);
        Assert.Contains(hand.Trim(), Test.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_profile_of_the_parent_cannot_be_written_nothing_is_for_the_child()
    {
        await AddAsync();
        string config = MyConfig + "\n[profile prod-Admin]\nregion = eu-north-1\n";
        Test.Config = config;

        await StartDeployAsync(LeappMethod.SsoProfile);

        Assert.Equal(config, Test.Config);
        Assert.Equal(["prod-Admin", Deploy], Test.Log.Failures.Select(f => f.Target));
        Assert.All(Test.Log.Failures, f => Assert.Equal(LeappErrorCode.ProfileInUse, f.Code));
    }

    [Fact]
    public async Task Keys_that_the_parent_needs_for_its_own_method_are_fetched_before()
    {
        await AddAsync();
        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile }, Admin);

        await StartDeployAsync(LeappMethod.SsoProfile);

        Assert.Contains("aws_access_key_id = ASIA1", Test.Credentials, StringComparison.Ordinal);
        Assert.Equal(LeappSessionStatus.Active, Session(Deploy).Status);

        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Admin, Deploy);
        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        await StartDeployAsync(LeappMethod.SsoProfile);
        AssertOnlyMine();
        Assert.Equal(LeappErrorCode.NotLoggedIn, Assert.Single(Test.Log.Failures).Code);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    [InlineData(LeappMethod.Environment)]
    public async Task What_was_written_goes_when_it_is_removed_with_the_login_and_with_the_integration(LeappMethod method)
    {
        await AddAsync();
        await StartDeployAsync(method);
        await RemoveAsync(false, Deploy);
        Assert.DoesNotContain(Deploy, Test.Config + Test.Credentials + Test.Variables["LEAPPSSO_SESSION"], StringComparison.Ordinal);
        await StopAsync();
        AssertOnlyMine();

        await AddAsync();
        await StartDeployAsync(method);
        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        AssertOnlyMine();
        Assert.Equal(DeployArn, Session(Deploy).RoleArn);

        Test.WithToken(TimeSpan.FromHours(8));
        await StartDeployAsync(method);
        await Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);
        AssertOnlyMine();
        Assert.Empty(Test.Log.Failures);
        AssertNoChildWarning();
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile, null, 1)]
    [InlineData(LeappMethod.SsoProfile, "eu-west-3", 0)]
    [InlineData(LeappMethod.CredentialProcess, null, 0)]
    public async Task A_session_without_a_region_whose_role_AWS_CLI_shall_assume_is_warned_of(LeappMethod method, string? region, int warnings)
    {
        await AddAsync(region: region);

        await StartDeployAsync(method);

        Assert.Equal(warnings, Test.Log.Warnings.Count(w => w.Contains($"{Deploy} has no region", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_preview_shows_both_profiles_and_changes_nothing()
    {
        await AddAsync();

        string preview = Assert.Single(Test.Engine.PreviewSessions([Deploy], new SessionChange()));

        Assert.Contains("+[profile prod-Admin]", preview, StringComparison.Ordinal);
        Assert.Contains("+source_profile = prod-Admin", preview, StringComparison.Ordinal);
        AssertOnlyMine();
    }

    private void AssertNoChildWarning() => Assert.DoesNotContain(Test.Log.Warnings, w => w.Contains("stopped too", StringComparison.Ordinal));

    private Task<SessionChangeResult> StartDeployAsync(LeappMethod method) =>
        ChangeAsync(new SessionChange { Method = method, Status = LeappSessionStatus.Active }, Deploy);

    private Task<SessionChangeResult> StopDeployAsync() => ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Deploy);
}
