using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>The keys of one session in the variables of a process.</summary>
public sealed class VariableTests : MethodScene
{
    [Fact]
    public async Task Variables_hold_the_keys_of_one_session_and_get_back_what_they_were()
    {
        Test.Variables["AWS_ACCESS_KEY_ID"] = "AKIAMINE";
        Test.Variables["AWS_PROFILE"] = "mine";
        Test.Variables["AWS_SECURITY_TOKEN"] = "old";
        IReadOnlyList<string> before = Test.Variables.All;

        await StartAsync(LeappMethod.Environment);

        Assert.Equal(("ASIA1", "secret1+/", "session1"), (Test.Variables["AWS_ACCESS_KEY_ID"], Test.Variables["AWS_SECRET_ACCESS_KEY"], Test.Variables["AWS_SESSION_TOKEN"]));
        Assert.Equal((Admin, "2030-01-01T01:00:00Z"), (Test.Variables["LEAPPSSO_SESSION"], Test.Variables["AWS_CREDENTIAL_EXPIRATION"]));
        Assert.Equal(("us-east-1", "us-east-1"), (Test.Variables["AWS_REGION"], Test.Variables["AWS_DEFAULT_REGION"]));
        Assert.Null(Test.Variables["AWS_PROFILE"]);
        Assert.Null(Test.Variables["AWS_SECURITY_TOKEN"]);
        Assert.Equal((MyConfig, MyCredentials), (Test.Config, Test.Credentials));
        Assert.Equal((LeappSessionStatus.Active, Test.Time.GetUtcNow().AddHours(1)), (Session(Admin).Status, Session(Admin).ExpiresAt));

        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment, Status = LeappSessionStatus.Active }, ReadOnly);
        Assert.Equal((LeappSessionStatus.Inactive, LeappSessionStatus.Active), (Session(Admin).Status, Session(ReadOnly).Status));
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, ReadOnly);

        Assert.Equal(before, Test.Variables.All);
    }

    [Fact]
    public async Task A_process_started_from_here_takes_the_variables_away_and_leaves_what_was_changed_meanwhile()
    {
        await StartAsync(LeappMethod.Environment);
        Test.Memory = new EngineMemory();
        Test.Variables["AWS_REGION"] = "ap-south-1";

        await StopAsync();

        Assert.Equal(["AWS_REGION", "HOME", "LEAPPSSO_HOME", "USERPROFILE"], Test.Variables.All.Select(v => v.Split('=')[0]));
    }

    [Fact]
    public async Task A_variable_that_somebody_changed_meanwhile_stays_as_it_is()
    {
        await StartAsync(LeappMethod.Environment);
        Test.Variables["AWS_REGION"] = "ap-south-1";

        await StopAsync();

        Assert.Equal("ap-south-1", Test.Variables["AWS_REGION"]);
        Assert.Null(Test.Variables["AWS_ACCESS_KEY_ID"]);
    }

    [Fact]
    public async Task Without_the_session_there_is_the_region_that_was_there_before_or_was_set_since()
    {
        Assert.Equal(["AWS_DEFAULT_REGION=null", "AWS_REGION=null"], RegionsWithout());
        Test.Variables["AWS_REGION"] = "eu-north-1";
        Assert.Equal(["AWS_DEFAULT_REGION=null", "AWS_REGION=eu-north-1"], RegionsWithout());
        await StartAsync(LeappMethod.Environment);
        Assert.Equal(["AWS_DEFAULT_REGION=null", "AWS_REGION=eu-north-1"], RegionsWithout());

        Test.Variables["AWS_DEFAULT_REGION"] = "ap-south-1";
        Assert.Equal(["AWS_DEFAULT_REGION=ap-south-1", "AWS_REGION=eu-north-1"], RegionsWithout());
        Assert.Equal(("us-east-1", "ASIA1"), (Test.Variables["AWS_REGION"], Test.Variables["AWS_ACCESS_KEY_ID"]));
        Test.Memory = new EngineMemory();
        Assert.Equal(["AWS_DEFAULT_REGION=ap-south-1", "AWS_REGION=null"], RegionsWithout());
    }

    [Fact]
    public async Task What_was_there_before_a_value_that_is_not_there_any_more_does_not_count()
    {
        Test.Variables["AWS_REGION"] = "eu-north-1";
        await StartAsync(LeappMethod.Environment);
        (Test.Variables["AWS_REGION"], Test.Variables["LEAPPSSO_REGION"]) = ("eu-west-2", "eu-west-2");

        Assert.Equal(["AWS_DEFAULT_REGION=us-east-1", "AWS_REGION=null"], RegionsWithout());
    }

    /// <summary>The regions of a process that shall find no session; nothing else of it is there.</summary>
    private string[] RegionsWithout()
    {
        Dictionary<string, string?> regions = new() { ["AWS_DEFAULT_REGION"] = Test.Variables["AWS_DEFAULT_REGION"], ["AWS_REGION"] = Test.Variables["AWS_REGION"] };
        Dictionary<string, string?> others = [];
        foreach ((string name, string? value) in SessionVariables.Without(name => Test.Variables[name], Test.Memory.Variables))
        {
            (regions.ContainsKey(name) ? regions : others)[name] = value;
        }

        Assert.Superset(new HashSet<string>(["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ROLE_ARN", "LEAPPSSO_SESSION", "LEAPPSSO_REGION"]), new HashSet<string>(others.Keys));
        Assert.All(others.Values, Assert.Null);
        return [.. regions.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key}={r.Value ?? "null"}")];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_that_somebody_else_puts_there_are_not_taken_for_those_of_the_session(bool inChild)
    {
        await StartAsync(LeappMethod.Environment);
        Test.Memory = inChild ? new EngineMemory() : Test.Memory;
        (Test.Variables["AWS_ACCESS_KEY_ID"], Test.Variables["AWS_SECRET_ACCESS_KEY"], Test.Variables["AWS_SESSION_TOKEN"]) = ("AKIAFOREIGN", "foreign", null);

        Assert.Equal(LeappSessionStatus.Inactive, Session(Admin).Status);
        Assert.Null(Test.Engine.GetPrompt("{RoleName}"));
        await StopAsync();

        Assert.Equal(("AKIAFOREIGN", "foreign"), (Test.Variables["AWS_ACCESS_KEY_ID"], Test.Variables["AWS_SECRET_ACCESS_KEY"]));
        Assert.DoesNotContain(Test.Variables.All, v => v.StartsWith("LEAPPSSO_", StringComparison.Ordinal) && !v.StartsWith("LEAPPSSO_HOME", StringComparison.Ordinal));
        Assert.Null(Test.Variables["AWS_REGION"]);
    }

    [Fact]
    public async Task Keys_of_somebody_else_come_back_when_a_session_that_took_their_place_is_stopped()
    {
        await StartAsync(LeappMethod.Environment);
        (Test.Variables["AWS_ACCESS_KEY_ID"], Test.Variables["AWS_SECRET_ACCESS_KEY"], Test.Variables["AWS_SESSION_TOKEN"]) = ("AKIAFOREIGN", "foreign", null);

        await StartAsync(LeappMethod.Environment);
        Assert.Equal(("ASIA1", LeappSessionStatus.Active), (Test.Variables["AWS_ACCESS_KEY_ID"], Session(Admin).Status));
        await StopAsync();

        Assert.Equal(("AKIAFOREIGN", "foreign"), (Test.Variables["AWS_ACCESS_KEY_ID"], Test.Variables["AWS_SECRET_ACCESS_KEY"]));
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
        (Test.Config, Test.Credentials) = (config, credentials);

        await StartAsync(LeappMethod.Environment);

        if (place is null)
        {
            Assert.Empty(Test.Log.Warnings);
        }
        else
        {
            string warning = Assert.Single(Test.Log.Warnings);
            Assert.Contains(place, warning, StringComparison.Ordinal);
            Assert.Contains("version 3 of the AWS SDK for .NET", warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_profile_that_gave_way_to_variables_is_not_named_again_when_they_go()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Test.Variables["AWS_PROFILE"] = "prod-Admin";

        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment }, Admin);
        Assert.Null(Session(Admin).StartedAt);
        await StopAsync();

        Assert.Null(Test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task Variables_cannot_hold_two_sessions()
    {
        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment, Status = LeappSessionStatus.Active }, Admin, ReadOnly);

        Assert.Equal(LeappErrorCode.SessionAmbiguous, Assert.Single(Test.Log.Failures).Code);
        Assert.Null(Test.Variables["LEAPPSSO_SESSION"]);
        Assert.All(Test.Sessions(), s => Assert.Equal((LeappSessionStatus.Inactive, LeappMethod.SsoProfile), (s.Status, s.Method)));
    }
}
