using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What each method writes, and what it leaves alone.</summary>
public sealed class MethodTests : MethodScene
{
    [Fact]
    public async Task Keys_go_into_the_credentials_file_in_one_piece_and_out_of_it_without_a_trace()
    {
        await StartAsync(LeappMethod.CredentialsFile);

        Assert.Equal(MyConfig, Test.Config);
        Assert.Equal(
            MyCredentials + "\n[prod-Admin]\n# managed by LeappSso\naws_access_key_id = ASIA1\naws_secret_access_key = secret1+/\n"
            + "aws_session_token = session1\nx_security_token_expires = 2030-01-01T01:00:00Z\nx_leappsso_session = acme/000000000001/Admin\nregion = us-east-1\n",
            Test.Credentials);
        LeappSession session = Session(Admin);
        Assert.Equal(
            (LeappSessionStatus.Active, LeappMethod.CredentialsFile, Test.Time.GetUtcNow().AddHours(1)), (session.Status, session.Method, session.ExpiresAt));

        await StopAsync();

        Assert.Equal((MyConfig, MyCredentials), (Test.Config, Test.Credentials));
    }

    [Fact]
    public async Task Keys_that_have_ended_make_an_expired_session_and_starting_it_renews_them()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        Test.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(LeappSessionStatus.Expired, Session(Admin).Status);
        Assert.Equal([Admin], Test.Engine.GetSessions(new SessionFilter { Status = LeappSessionStatus.Expired }).Select(s => s.Id));

        await ChangeAsync(new SessionChange(), Admin);

        Assert.Equal((LeappSessionStatus.Active, Test.Time.GetUtcNow().AddHours(1)), (Session(Admin).Status, Session(Admin).ExpiresAt));
        Assert.Contains("ASIA2", Test.Credentials, StringComparison.Ordinal);
        Assert.DoesNotContain("ASIA1", Test.Credentials, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_process_names_the_helper_and_the_session_and_needs_no_keys()
    {
        await StartAsync(LeappMethod.CredentialProcess);

        Assert.Equal(MyCredentials, Test.Credentials);
        Assert.StartsWith(MyConfig + "\n[profile prod-Admin]\n# managed by LeappSso\ncredential_process = ", Test.Config, StringComparison.Ordinal);
        Assert.Contains($"leappsso-credential {Admin}\nregion = us-east-1\n", Test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("sso-session", Test.Config, StringComparison.Ordinal);
        Assert.Equal(0, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
        Assert.Equal((LeappSessionStatus.Active, null), (Session(Admin).Status, Session(Admin).ExpiresAt));

        await StopAsync();

        Assert.Equal(MyConfig, Test.Config);
    }

    [Theory]
    [InlineData("sso_start_url = https://x.awsapps.com/start\nsso_account_id = 1")]
    [InlineData("sso_session = x")]
    [InlineData("sso_role_name = Admin")]
    [InlineData("role_arn = arn:aws:iam::000000000001:role/x\nsource_profile = default")]
    [InlineData("credential_process = /bin/x")]
    public async Task Keys_are_not_written_under_a_name_whose_profile_would_win_over_them(string keys)
    {
        Test.Config = $"[profile prod-Admin]\n{keys}\n";

        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active, Force = true }, Admin);

        LeappException failure = Assert.Single(Test.Log.Failures);
        Assert.Equal(LeappErrorCode.ProfileInUse, failure.Code);
        Assert.Contains("line 1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(MyCredentials, Test.Credentials);
        Assert.Equal((LeappSessionStatus.Inactive, LeappMethod.SsoProfile), (Session(Admin).Status, Session(Admin).Method));
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile, false, true)]
    [InlineData(LeappMethod.SsoProfile, true, false)]
    [InlineData(LeappMethod.CredentialProcess, true, true)]
    public async Task A_profile_is_not_written_beside_keys_of_the_same_name(LeappMethod method, bool force, bool refused)
    {
        Test.Credentials = "[prod-Admin]\naws_access_key_id = AKIATHEIRS\naws_secret_access_key = theirs\n";

        await ChangeAsync(new SessionChange { Method = method, Status = LeappSessionStatus.Active, Force = force }, Admin);

        Assert.Equal(refused, Test.Log.Failures.Any(f => f.Code == LeappErrorCode.ProfileInUse));
        Assert.Equal(!refused, Test.Log.Warnings.Any(w => w.Contains("prod-Admin", StringComparison.Ordinal)));
        Assert.Equal(refused, Test.Config == MyConfig);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    public async Task Activating_without_a_login_says_once_what_is_missing(LeappMethod method)
    {
        SessionChange change = new() { Method = method, Status = LeappSessionStatus.Active };
        await ChangeAsync(change, Admin);
        Assert.Empty(Test.Log.Warnings);
        Test.Tokens.Delete("acme");

        await ChangeAsync(change, Admin, ReadOnly);
        Assert.Equal("2 sessions of 'acme' work after a login, which is missing or has expired: Connect-LeappSso 'acme'", Assert.Single(Test.Log.Warnings));

        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Admin, ReadOnly);
        Assert.Single(Test.Log.Warnings);
    }

    [Fact]
    public async Task Keys_of_somebody_else_are_left_alone_unless_they_are_taken_over()
    {
        const string Theirs = "[prod-Admin]\naws_access_key_id=AKIATHEIRS\noutput = json\naws_secret_access_key=theirs\n";
        Test.Credentials = Theirs;
        await StartAsync(LeappMethod.CredentialsFile);
        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(Test.Log.Failures).Code);
        Assert.Equal(Theirs, Test.Credentials);

        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active, Force = true }, Admin);
        Assert.Equal(3, Test.Credentials.Split('\n').Count(l => l.StartsWith("aws_", StringComparison.Ordinal)));
        Assert.Contains("\noutput = json\n", Test.Credentials, StringComparison.Ordinal);
        await StopAsync();

        Assert.Equal(Theirs, Test.Credentials);
        Assert.Contains(Test.Log.Warnings, w => w.Contains("again as it was", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialsFile)]
    public async Task What_a_person_adds_to_our_section_stays_when_it_goes(LeappMethod method)
    {
        await StartAsync(method);
        bool inConfig = method == LeappMethod.SsoProfile;
        string mine = inConfig ? MyConfig : MyCredentials;
        const string Added = "credential_process = /opt/mine --for me\noutput = json\n";
        Test.Config += inConfig ? Added : string.Empty;
        Test.Credentials += inConfig ? string.Empty : Added;

        await ChangeAsync(new SessionChange { Region = "ap-south-1" }, Admin);
        await StopAsync();

        Assert.Equal($"{mine}\n[{(inConfig ? "profile " : "")}prod-Admin]\n{Added}", inConfig ? Test.Config : Test.Credentials);
    }

    [Fact]
    public async Task The_default_profile_is_written_when_it_is_asked_for_and_never_with_the_word_profile()
    {
        Test.Config = Test.Credentials = string.Empty;

        await ChangeAsync(new SessionChange { ProfileName = "default", Status = LeappSessionStatus.Active }, Admin);
        Assert.Contains("[default]\n# managed", Test.Config, StringComparison.Ordinal);
        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile }, Admin);
        Assert.StartsWith("[default]\n# managed", Test.Credentials, StringComparison.Ordinal);
        Assert.Equal((string.Empty, LeappSessionStatus.Active), (Test.Config, Session(Admin).Status));
        await StopAsync();

        Assert.Equal(string.Empty, Test.Config + Test.Credentials);
    }

    [Fact]
    public async Task Without_a_login_nothing_is_written_and_nobody_is_asked()
    {
        Test.Tokens.Delete("acme");

        SessionChangeResult result = await ChangeAsync(
            new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active }, Admin);

        Assert.Empty(result.Changed);
        Assert.Equal(LeappErrorCode.NotLoggedIn, Assert.Single(Test.Log.Failures).Code);
        Assert.Equal(MyCredentials, Test.Credentials);
        Assert.Equal(LeappMethod.SsoProfile, Session(Admin).Method);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Keys_that_are_no_keys_are_refused_and_not_shown(string secret)
    {
        Test.Portal.KeysOf = serial => new RoleKeys("ASIA1", "hidden" + secret, secret, Test.Time.GetUtcNow().AddHours(1));

        await StartAsync(LeappMethod.CredentialsFile);

        LeappException failure = Assert.Single(Test.Log.Failures);
        Assert.Equal(LeappErrorCode.CredentialsInvalid, failure.Code);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(MyCredentials, Test.Credentials);
    }

    [Fact]
    public async Task Stopping_a_session_whose_profile_somebody_wrote_by_hand_says_that_it_stays()
    {
        const string Hand = "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n"
            + "[profile prod-Admin]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n";
        Test.Config = Hand;

        await StopAsync();

        Assert.Contains("prod-Admin", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(Hand, Test.Config);
    }
}
