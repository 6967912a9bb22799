using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Engine;

public sealed class MethodTests : IAsyncLifetime, IDisposable
{
    private const string Admin = "acme/000000000001/Admin";
    private const string ReadOnly = "acme/000000000001/ReadOnly";
    private const string MyConfig = "# mine\n[default]\nregion = eu-north-1\n";
    private const string MyCredentials = "# mine too\n[default]\naws_access_key_id=AKIAMINE\naws_secret_access_key=mine\n";

    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(8)).Portal.With("000000000001", "prod", "Admin", "ReadOnly");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
        await _test.ConnectAsync();
        _test.Config = MyConfig;
        _test.Credentials = MyCredentials;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Keys_go_into_the_credentials_file_in_one_piece_and_out_of_it_without_a_trace()
    {
        await StartAsync(LeappMethod.CredentialsFile);

        Assert.Equal(MyConfig, _test.Config);
        Assert.Equal(
            MyCredentials + "\n[prod-Admin]\n# managed by LeappSso\naws_access_key_id = ASIA1\naws_secret_access_key = secret1+/\n"
            + "aws_session_token = session1\nx_security_token_expires = 2030-01-01T01:00:00Z\nx_leappsso_session = acme/000000000001/Admin\nregion = us-east-1\n",
            _test.Credentials);
        LeappSession session = Session(Admin);
        Assert.Equal(
            (LeappSessionStatus.Active, LeappMethod.CredentialsFile, _test.Time.GetUtcNow().AddHours(1)), (session.Status, session.Method, session.ExpiresAt));

        await StopAsync();

        Assert.Equal((MyConfig, MyCredentials), (_test.Config, _test.Credentials));
    }

    [Fact]
    public async Task Keys_that_have_ended_make_an_expired_session_and_starting_it_renews_them()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        _test.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(LeappSessionStatus.Expired, Session(Admin).Status);
        Assert.Equal([Admin], _test.Engine.GetSessions(new SessionFilter { Status = LeappSessionStatus.Expired }).Select(s => s.Id));

        await ChangeAsync(new SessionChange(), Admin);

        Assert.Equal((LeappSessionStatus.Active, _test.Time.GetUtcNow().AddHours(1)), (Session(Admin).Status, Session(Admin).ExpiresAt));
        Assert.Contains("ASIA2", _test.Credentials, StringComparison.Ordinal);
        Assert.DoesNotContain("ASIA1", _test.Credentials, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_process_names_the_helper_and_the_session_and_needs_no_keys()
    {
        await StartAsync(LeappMethod.CredentialProcess);

        Assert.Equal(MyCredentials, _test.Credentials);
        Assert.StartsWith(MyConfig + "\n[profile prod-Admin]\n# managed by LeappSso\ncredential_process = ", _test.Config, StringComparison.Ordinal);
        Assert.Contains($"leappsso-credential {Admin}\nregion = us-east-1\n", _test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("sso-session", _test.Config, StringComparison.Ordinal);
        Assert.Equal(0, _test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
        Assert.Equal((LeappSessionStatus.Active, null), (Session(Admin).Status, Session(Admin).ExpiresAt));

        await StopAsync();

        Assert.Equal(MyConfig, _test.Config);
    }

    [Fact]
    public async Task Variables_hold_the_keys_of_one_session_and_get_back_what_they_were()
    {
        _test.Variables["AWS_ACCESS_KEY_ID"] = "AKIAMINE";
        _test.Variables["AWS_PROFILE"] = "mine";
        _test.Variables["AWS_SECURITY_TOKEN"] = "old";
        IReadOnlyList<string> before = _test.Variables.All;

        await StartAsync(LeappMethod.Environment);

        Assert.Equal(("ASIA1", "secret1+/", "session1"), (_test.Variables["AWS_ACCESS_KEY_ID"], _test.Variables["AWS_SECRET_ACCESS_KEY"], _test.Variables["AWS_SESSION_TOKEN"]));
        Assert.Equal((Admin, "2030-01-01T01:00:00Z"), (_test.Variables["LEAPPSSO_SESSION"], _test.Variables["AWS_CREDENTIAL_EXPIRATION"]));
        Assert.Equal(("us-east-1", "us-east-1"), (_test.Variables["AWS_REGION"], _test.Variables["AWS_DEFAULT_REGION"]));
        Assert.Null(_test.Variables["AWS_PROFILE"]);
        Assert.Null(_test.Variables["AWS_SECURITY_TOKEN"]);
        Assert.Equal((MyConfig, MyCredentials), (_test.Config, _test.Credentials));
        Assert.Equal((LeappSessionStatus.Active, _test.Time.GetUtcNow().AddHours(1)), (Session(Admin).Status, Session(Admin).ExpiresAt));

        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment, Status = LeappSessionStatus.Active }, ReadOnly);
        Assert.Equal((LeappSessionStatus.Inactive, LeappSessionStatus.Active), (Session(Admin).Status, Session(ReadOnly).Status));
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, ReadOnly);

        Assert.Equal(before, _test.Variables.All);
    }

    [Fact]
    public async Task A_process_started_from_here_takes_the_variables_away_and_leaves_what_was_changed_meanwhile()
    {
        await StartAsync(LeappMethod.Environment);
        _test.Memory = new EngineMemory();

        await StopAsync();

        Assert.Equal(["HOME", "LEAPPSSO_HOME", "USERPROFILE"], _test.Variables.All.Select(v => v.Split('=')[0]));
    }

    [Fact]
    public async Task A_variable_that_somebody_changed_meanwhile_stays_as_it_is()
    {
        await StartAsync(LeappMethod.Environment);
        _test.Variables["AWS_REGION"] = "ap-south-1";

        await StopAsync();

        Assert.Equal("ap-south-1", _test.Variables["AWS_REGION"]);
        Assert.Null(_test.Variables["AWS_ACCESS_KEY_ID"]);
    }

    [Theory]
    [InlineData("[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n", "", "config, line 1")]
    [InlineData("\n[profile default]\nrole_arn = arn:aws:iam::111122223333:role/Other\nsource_profile = other\n", "", "config, line 2")]
    [InlineData("[default]\ncredential_process = some-program\n", "", "config, line 1")]
    [InlineData("[default]\nsso_session = other\n", "", "config, line 1")]
    [InlineData("[default]\nregion = eu-north-1\n", "[other]\nx = y\n[default]\naws_access_key_id=AKIA\n", "credentials, line 3")]
    [InlineData("[default]\nregion = eu-north-1\n[profile other]\naws_access_key_id = AKIA\n", "[other]\naws_access_key_id=AKIA\n", null)]
    public async Task A_default_profile_that_wins_over_variables_in_some_programs_is_told(string config, string credentials, string? place)
    {
        (_test.Config, _test.Credentials) = (config, credentials);

        await StartAsync(LeappMethod.Environment);

        if (place is null)
        {
            Assert.Empty(_test.Log.Warnings);
        }
        else
        {
            string warning = Assert.Single(_test.Log.Warnings);
            Assert.Contains(place, warning, StringComparison.Ordinal);
            Assert.Contains("version 3 of the AWS SDK for .NET", warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_profile_that_gave_way_to_variables_is_not_named_again_when_they_go()
    {
        await StartAsync(LeappMethod.SsoProfile);
        _test.Variables["AWS_PROFILE"] = "prod-Admin";

        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment }, Admin);
        Assert.Null(Session(Admin).StartedAt);
        await StopAsync();

        Assert.Null(_test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task Variables_cannot_hold_two_sessions()
    {
        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment, Status = LeappSessionStatus.Active }, Admin, ReadOnly);

        Assert.Equal(LeappErrorCode.SessionAmbiguous, Assert.Single(_test.Log.Failures).Code);
        Assert.Null(_test.Variables["LEAPPSSO_SESSION"]);
        Assert.All(_test.Sessions(), s => Assert.Equal((LeappSessionStatus.Inactive, LeappMethod.SsoProfile), (s.Status, s.Method)));
    }

    public static TheoryData<LeappMethod, LeappMethod> Moves
    {
        get
        {
            TheoryData<LeappMethod, LeappMethod> moves = [];
            foreach (LeappMethod from in Enum.GetValues<LeappMethod>())
            {
                foreach (LeappMethod to in Enum.GetValues<LeappMethod>())
                {
                    moves.Add(from, to);
                }
            }

            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task An_active_session_moves_cleanly_from_method_to_method(LeappMethod from, LeappMethod to)
    {
        await StartAsync(to);
        (string Config, string Credentials, string Variables) wanted = Everything();
        await StopAsync();
        await StartAsync(from);

        await ChangeAsync(new SessionChange { Method = to }, Admin);

        Assert.Equal(wanted, Everything());
        Assert.Equal((LeappSessionStatus.Active, to), (Session(Admin).Status, Session(Admin).Method));
        await StopAsync();
        Assert.Equal((MyConfig, MyCredentials), (_test.Config, _test.Credentials));
        Assert.Null(_test.Variables["AWS_ACCESS_KEY_ID"]);
        Assert.Empty(_test.Log.Failures);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    public async Task A_new_region_or_profile_name_moves_what_is_active(LeappMethod method)
    {
        await StartAsync(method);

        SessionChangeResult result = await ChangeAsync(new SessionChange { Region = "ap-south-1", ProfileName = "mine" }, Admin);

        Assert.Equal(["prod-Admin"], result.StoppedProfiles);
        Assert.DoesNotContain("[prod-Admin]", _test.Credentials, StringComparison.Ordinal);
        Assert.DoesNotContain("prod-Admin", _test.Config, StringComparison.Ordinal);
        Assert.Contains("region = ap-south-1", _test.Config + _test.Credentials, StringComparison.Ordinal);
        Assert.Equal((LeappSessionStatus.Active, "mine"), (Session(Admin).Status, Session(Admin).ProfileName));
        await StopAsync();
        Assert.Equal((MyConfig, MyCredentials), (_test.Config, _test.Credentials));
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    [InlineData(LeappMethod.Environment)]
    public async Task What_was_written_goes_with_the_login_with_the_role_and_with_the_integration(LeappMethod method)
    {
        await StartAsync(method);
        await _test.Engine.DisconnectAsync("acme", CancellationToken.None);
        AssertOnlyMine();

        _test.WithToken(TimeSpan.FromHours(8));
        await StartAsync(method);
        _test.Portal.Roles["000000000001"].Remove("Admin");
        await _test.SyncAsync();
        AssertOnlyMine();

        _test.Portal.Roles["000000000001"].Add("Admin");
        await _test.SyncAsync();
        await StartAsync(method);
        await _test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);
        AssertOnlyMine();
        Assert.Empty(_test.Log.Failures);
    }

    [Theory]
    [InlineData("sso_start_url = https://x.awsapps.com/start\nsso_account_id = 1")]
    [InlineData("sso_session = x")]
    [InlineData("role_arn = arn:aws:iam::000000000001:role/x\nsource_profile = default")]
    [InlineData("credential_process = /bin/x")]
    public async Task Keys_are_not_written_under_a_name_whose_profile_would_win_over_them(string keys)
    {
        _test.Config = $"[profile prod-Admin]\n{keys}\n";

        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active, Force = true }, Admin);

        LeappException failure = Assert.Single(_test.Log.Failures);
        Assert.Equal(LeappErrorCode.ProfileInUse, failure.Code);
        Assert.Contains("line 1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(MyCredentials, _test.Credentials);
        Assert.Equal((LeappSessionStatus.Inactive, LeappMethod.SsoProfile), (Session(Admin).Status, Session(Admin).Method));
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile, false, true)]
    [InlineData(LeappMethod.SsoProfile, true, false)]
    [InlineData(LeappMethod.CredentialProcess, true, true)]
    public async Task A_profile_is_not_written_beside_keys_of_the_same_name(LeappMethod method, bool force, bool refused)
    {
        _test.Credentials = "[prod-Admin]\naws_access_key_id = AKIATHEIRS\naws_secret_access_key = theirs\n";

        await ChangeAsync(new SessionChange { Method = method, Status = LeappSessionStatus.Active, Force = force }, Admin);

        Assert.Equal(refused, _test.Log.Failures.Any(f => f.Code == LeappErrorCode.ProfileInUse));
        Assert.Equal(!refused, _test.Log.Warnings.Any(w => w.Contains("prod-Admin", StringComparison.Ordinal)));
        Assert.Equal(refused, _test.Config == MyConfig);
    }

    [Fact]
    public async Task Keys_of_somebody_else_are_left_alone_unless_they_are_taken_over()
    {
        const string Theirs = "[prod-Admin]\naws_access_key_id=AKIATHEIRS\noutput = json\naws_secret_access_key=theirs\n";
        _test.Credentials = Theirs;
        await StartAsync(LeappMethod.CredentialsFile);
        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(_test.Log.Failures).Code);
        Assert.Equal(Theirs, _test.Credentials);

        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active, Force = true }, Admin);
        Assert.DoesNotContain("theirs", _test.Credentials, StringComparison.Ordinal);
        await StopAsync();

        Assert.Equal("[prod-Admin]\noutput = json\n", _test.Credentials);
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
        _test.Config += inConfig ? Added : string.Empty;
        _test.Credentials += inConfig ? string.Empty : Added;

        await ChangeAsync(new SessionChange { Region = "ap-south-1" }, Admin);
        await StopAsync();

        Assert.Equal($"{mine}\n[{(inConfig ? "profile " : "")}prod-Admin]\n{Added}", inConfig ? _test.Config : _test.Credentials);
    }

    [Fact]
    public async Task The_default_profile_is_written_when_it_is_asked_for_and_never_with_the_word_profile()
    {
        _test.Config = _test.Credentials = string.Empty;

        await ChangeAsync(new SessionChange { ProfileName = "default", Status = LeappSessionStatus.Active }, Admin);
        Assert.Contains("[default]\n# managed", _test.Config, StringComparison.Ordinal);
        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile }, Admin);
        Assert.StartsWith("[default]\n# managed", _test.Credentials, StringComparison.Ordinal);
        Assert.Equal((string.Empty, LeappSessionStatus.Active), (_test.Config, Session(Admin).Status));
        await StopAsync();

        Assert.Equal(string.Empty, _test.Config + _test.Credentials);
    }

    [Fact]
    public async Task Without_a_login_nothing_is_written_and_nobody_is_asked()
    {
        _test.Tokens.Delete("acme");

        SessionChangeResult result = await ChangeAsync(
            new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active }, Admin);

        Assert.Empty(result.Changed);
        Assert.Equal(LeappErrorCode.NotLoggedIn, Assert.Single(_test.Log.Failures).Code);
        Assert.Equal(MyCredentials, _test.Credentials);
        Assert.Equal(LeappMethod.SsoProfile, Session(Admin).Method);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Keys_that_are_no_keys_are_refused_and_not_shown(string secret)
    {
        _test.Portal.KeysOf = serial => new RoleKeys("ASIA1", "hidden" + secret, secret, _test.Time.GetUtcNow().AddHours(1));

        await StartAsync(LeappMethod.CredentialsFile);

        LeappException failure = Assert.Single(_test.Log.Failures);
        Assert.Equal(LeappErrorCode.CredentialsInvalid, failure.Code);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(MyCredentials, _test.Credentials);
    }

    [Fact]
    public async Task Stopping_a_session_whose_profile_somebody_wrote_by_hand_says_that_it_stays()
    {
        const string Hand = "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n"
            + "[profile prod-Admin]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n";
        _test.Config = Hand;

        await StopAsync();

        Assert.Contains("prod-Admin", Assert.Single(_test.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(Hand, _test.Config);
    }

    [Fact]
    public async Task A_preview_shows_the_difference_without_secrets_and_changes_nothing()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        (string Config, string Credentials, string Variables) before = Everything();
        string[] files = Files();

        IReadOnlyList<string> shown = _test.Engine.PreviewSessions([Admin], new SessionChange { Method = LeappMethod.SsoProfile });
        IReadOnlyList<string> keys = _test.Engine.PreviewSessions([ReadOnly], new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active });

        Assert.Equal(2, shown.Count);
        Assert.StartsWith($"--- {_test.Paths.ConfigFile}\n+++ {_test.Paths.ConfigFile}\n@@ -1,3 +1,", shown[0], StringComparison.Ordinal);
        Assert.Contains("\n+[profile prod-Admin]\n+# managed by LeappSso\n+sso_session = acme\n", shown[0], StringComparison.Ordinal);
        Assert.Contains("\n-[prod-Admin]\n-# managed by LeappSso\n-aws_access_key_id = ****\n", shown[1], StringComparison.Ordinal);
        Assert.Contains("\n+[prod-ReadOnly]\n", Assert.Single(keys), StringComparison.Ordinal);
        Assert.All(["ASIA", "secret1", "session1", "AKIAMINE", "=mine"], s => Assert.DoesNotContain(s, string.Concat([.. shown, .. keys]), StringComparison.Ordinal));
        Assert.Equal(before, Everything());
        Assert.Equal(files, Files());
        Assert.Equal(0, _test.Portal.Calls("GetRoleCredentials", "000000000001/ReadOnly"));
    }

    [Fact]
    public void A_preview_tells_what_would_be_refused()
    {
        _test.Config = "[profile prod-Admin]\noutput = json\n";

        Assert.Empty(_test.Engine.PreviewSessions([Admin], new SessionChange()));

        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(_test.Log.Failures).Code);
        Assert.Empty(_test.Engine.PreviewSessions([ReadOnly, Admin], new SessionChange { Status = LeappSessionStatus.Inactive }));
    }

    private Task<SessionChangeResult> StartAsync(LeappMethod method) =>
        ChangeAsync(new SessionChange { Method = method, Region = "us-east-1", Status = LeappSessionStatus.Active }, Admin);

    private Task<SessionChangeResult> StopAsync() => ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Admin);

    private Task<SessionChangeResult> ChangeAsync(SessionChange change, params string[] names) =>
        _test.Engine.ChangeSessionsAsync(names, change, CancellationToken.None);

    private LeappSession Session(string id) => Assert.Single(_test.Sessions(), s => s.Id == id);

    private (string Config, string Credentials, string Variables) Everything() =>
        (Sections(_test.Config), Sections(_test.Credentials), string.Join('\n', _test.Variables.All));

    private string[] Files() =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(_test.WorkspaceFolder)!, "*", SearchOption.AllDirectories)
            .Select(f => $"{f} {File.GetLastWriteTimeUtc(f):O}").Order(StringComparer.Ordinal)];

    /// <summary>The sections of a file in an order of their own.</summary>
    private static string Sections(string content) => string.Join("\n[", content.Split("\n[").Select(s => s.TrimEnd()).Order(StringComparer.Ordinal));

    private void AssertOnlyMine()
    {
        Assert.Equal((MyConfig, MyCredentials), (_test.Config, _test.Credentials));
        Assert.Null(_test.Variables["AWS_ACCESS_KEY_ID"]);
        Assert.Null(_test.Variables["LEAPPSSO_SESSION"]);
    }
}
