using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What stands under the name of a session in the other AWS file, where AWS tools would use it instead.</summary>
public sealed class ProfileRivalTests : ChainScene
{
    private const string Added = "role_arn = arn:aws:iam::000000000009:role/x\nsource_profile = default\n";

    public static TheoryData<LeappMethod, string> Winning()
    {
        TheoryData<LeappMethod, string> data = [];
        string[] winning =
        [
            "sso_session = other\nsso_account_id = 000000000009\nsso_role_name = Other", "sso_account_id = 000000000009", "sso_role_name = ReadOnly",
            "sso_start_url = https://other.awsapps.com/start", "sso_region = us-west-2", "role_arn = arn:aws:iam::000000000009:role/x\nsource_profile = default",
            "role_arn = arn:aws:iam::000000000009:role/x\ncredential_source = Environment", "credential_process = /opt/theirs",
            "web_identity_token_file = /tmp/token", "login_session = arn:aws:signin:x",
        ];
        foreach (string keys in winning)
        {
            data.Add(LeappMethod.SsoProfile, keys);
            data.Add(LeappMethod.CredentialProcess, keys);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Winning))]
    public async Task A_profile_is_not_written_beside_what_AWS_tools_take_from_the_credentials_file_instead_even_by_force(LeappMethod method, string keys)
    {
        Test.Credentials = $"{MyCredentials}[prod-Admin]\n{keys}\n";

        foreach (bool force in (bool[])[false, true])
        {
            Test.Log.Failures.Clear();
            await ChangeAsync(new SessionChange { Method = method, Status = LeappSessionStatus.Active, Force = force }, Admin);

            LeappException failure = Assert.Single(Test.Log.Failures);
            Assert.Equal(LeappErrorCode.ProfileInUse, failure.Code);
            Assert.Contains($"credentials, line 5: the section 'prod-Admin' has {keys.Split(' ')[0]}", failure.Message, StringComparison.Ordinal);
            Assert.Equal(MyConfig, Test.Config);
            Assert.Equal(LeappSessionStatus.Inactive, Session(Admin).Status);
        }
    }

    [Theory]
    [InlineData("sso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n")]
    [InlineData("output = json\nmfa_serial = x\n")]
    [InlineData("region = us-east-1\n")]
    public async Task What_says_the_same_or_nothing_of_it_in_the_credentials_file_keeps_nobody_from_a_profile(string keys)
    {
        Test.Credentials = $"[prod-Admin]\n{keys}";

        await StartAsync(LeappMethod.SsoProfile);

        Assert.Empty(Test.Log.Failures);
        Assert.Empty(Test.Log.Warnings);
        Assert.Equal(LeappSessionStatus.Active, Session(Admin).Status);
        Assert.Equal($"[prod-Admin]\n{keys}", Test.Credentials);
    }

    [Theory]
    [InlineData("sso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n", true)]
    [InlineData("sso_start_url = https://other.awsapps.com/start\n", false)]
    [InlineData("sso_session = acme\n", false)]
    public async Task A_profile_of_before_there_were_sso_sessions_is_used_where_the_credentials_file_does_not_lead_elsewhere(string keys, bool works)
    {
        const string Old = "[profile prod-Admin]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n"
            + "sso_account_id = 000000000001\nsso_role_name = Admin\n";
        Test.Config = Old;
        Test.Credentials = $"[prod-Admin]\n{keys}";

        await ChangeAsync(new SessionChange(), Admin);

        Assert.Equal(works, Test.Log.Failures.IsEmpty);
        Assert.Equal(Old, Test.Config);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    public async Task Another_region_in_the_credentials_file_is_told(LeappMethod method)
    {
        Test.Credentials = "\n[prod-Admin]\nregion = us-west-2\n";

        await StartAsync(method);

        Assert.Empty(Test.Log.Failures);
        string told = Assert.Single(Test.Log.Warnings);
        Assert.EndsWith(
            "credentials, line 2: the section 'prod-Admin' has the region us-west-2, which AWS CLI uses instead of us-east-1, the region of the session."
            + " Take it out of that file.", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mfa_serial = x")]
    [InlineData("source_profile = other")]
    [InlineData("external_id = x")]
    [InlineData("web_identity_token_file = /tmp/token")]
    public async Task A_chained_profile_is_not_written_beside_what_would_lead_past_its_source(string key)
    {
        await AddAsync(region: "us-east-1");
        Test.Credentials = $"[444455556666-Deploy]\n{key}\n";

        await ChangeAsync(new SessionChange { Method = LeappMethod.SsoProfile, Status = LeappSessionStatus.Active, Force = true }, Deploy);

        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(Test.Log.Failures).Code);
        Assert.DoesNotContain("Deploy", Test.Config, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LeappMethod.CredentialsFile, LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialsFile, LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.SsoProfile, LeappMethod.CredentialsFile)]
    [InlineData(LeappMethod.CredentialProcess, LeappMethod.CredentialsFile)]
    public async Task What_a_person_added_to_our_section_and_would_win_once_it_stays_alone_keeps_the_method(LeappMethod first, LeappMethod second)
    {
        await StartAsync(first);
        Test.Config += first == LeappMethod.CredentialsFile ? string.Empty : Added;
        Test.Credentials += first == LeappMethod.CredentialsFile ? Added : string.Empty;
        (string, string) before = (Test.Config, Test.Credentials);

        await ChangeAsync(new SessionChange { Method = second }, Admin);

        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(Test.Log.Failures).Code);
        Assert.Equal(before, (Test.Config, Test.Credentials));
        Assert.Equal(first, Session(Admin).Method);
    }

    [Theory]
    [InlineData("", "[mine]\nsso_session = acme\nsso_account_id = 000000000002\nsso_role_name = X\n", "the profile 'mine' of the credentials file")]
    [InlineData("[profile My Account]\nsso_session = acme\n", "", "the section [profile My Account]")]
    public async Task An_sso_session_that_others_use_from_anywhere_stays_as_theirs(string config, string credentials, string user)
    {
        Test.Config = config;
        Test.Credentials = credentials;
        await ChangeAsync(new SessionChange(), Admin);

        await StopAsync();

        Assert.Equal(
            (config.Length > 0 ? config + "\n" : string.Empty)
            + "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n",
            Test.Config);
        Assert.Equal(credentials, Test.Credentials);
        Assert.Contains($"because {user}, which LeappSso did not write, uses it.", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);
    }
}
