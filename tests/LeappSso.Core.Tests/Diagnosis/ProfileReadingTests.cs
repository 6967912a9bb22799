namespace LeappSso.Core.Tests.Diagnosis;

/// <summary>Headers, profiles and sso-sessions that tools do not find, or that contradict themselves.</summary>
public sealed class ProfileReadingTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Note = LeappFindingStatus.Note;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("[profile My Account]\n", "name with blanks", "AWS CLI does not find")]
    [InlineData("[profile \"My Account\"]\n", "has quotes", "SDK for .NET")]
    [InlineData("[sso-session 'Acme']\n", "has quotes", "SDK for .NET")]
    [InlineData("[profile caf\u00c3\u00a9]\n", "[profile caf\u00e9]", "JavaScript")]
    [InlineData("[profile a,b]\n", "[profile a,b]", "JavaScript")]
    [InlineData("[ profile a]\n", "blank inside the bracket", "AWS CLI does not find")]
    [InlineData("[ default ]\n", "blanks inside its brackets", "AWS CLI does not find")]
    [InlineData("[prod]\nregion = eu-west-1\n", "[prod]", "no AWS tool")]
    [InlineData("[Profile prod]\nregion = eu-west-1\n", "lower case", "no AWS tool")]
    [InlineData("[Default]\nregion = eu-west-1\n", "lower case", "no AWS tool")]
    [InlineData("[profile]\nregion = eu-west-1\n", "has no name", "no AWS tool")]
    public void A_header_that_some_tool_does_not_find_is_a_warning(string config, params string[] words)
    {
        _scene.Config = config;

        LeappFinding found = _scene.Only("Names");

        Assert.Equal((1, Warning), (found.Line, found.Status));
        Assert.All(words, w => Assert.Contains(w, found.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[prod]\nregion = eu-west-1\n", "Write [profile prod] above it.")]
    [InlineData("[PROFILE prod]\nregion = eu-west-1\n", "Write [profile prod] above it.")]
    [InlineData("[DEFAULT]\nregion = eu-west-1\n", "Write [default] above it.")]
    [InlineData("[acme]\nsso_start_url = https://x\nsso_region = eu-west-1\n", "Write [sso-session acme] above it.")]
    public void The_header_that_was_meant_is_named(string config, string advice)
    {
        _scene.Config = config;

        Assert.Equal(advice, _scene.Only("Names").Advice);
    }

    [Theory]
    [InlineData("[default]\nregion = eu-west-1\n[profile a/b:c%d@e+f.g_h-i]\n[profile  two]\n[profile\tthree]\n")]
    [InlineData("[plugins]\nendpoint = x\n[services mine]\ns3 =\n  endpoint_url = https://x\n[preview]\ncloudfront = true\n")]
    [InlineData("[profile default]\nregion = eu-west-1\n")]
    public void A_header_that_all_tools_find_is_well(string config)
    {
        _scene.Config = config;

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Names").Status);
    }

    [Theory]
    [InlineData("[default]\nregion = eu-west-1\n[profile default]\nregion = us-east-1\n", 3, Warning, "beside [default] in line 1")]
    [InlineData("[profile default]\nregion = eu-west-1\n[default]\nregion = us-east-1\n", 1, Warning, "beside [default] in line 3")]
    [InlineData("[profile Dev]\nregion = eu-west-1\n[profile dev]\nregion = us-east-1\n", 3, Note, "differs only by letter case from 'Dev' in line 1")]
    public void Two_profiles_that_look_like_one_are_told(string config, int line, LeappFindingStatus status, string words)
    {
        _scene.Config = config;

        LeappFinding found = _scene.Only("Names");

        Assert.Equal((line, status), (found.Line, found.Status));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("region = eu-west-1", Note, "they say the same")]
    [InlineData("region = us-east-1", Warning, "they do not say the same")]
    public void Two_spellings_of_one_name_are_told_with_who_uses_which(string second, LeappFindingStatus status, string words)
    {
        _scene.Config = $"[profile My Account]\nregion=eu-west-1\n[profile 'My Account']\n{second}\n";

        LeappFinding found = Assert.Single(_scene.Run("Names"), f => f.Detail.Contains("two spellings", StringComparison.Ordinal));

        Assert.Equal(status, found.Status);
        Assert.Contains("AWS CLI uses line 3, the SDK for .NET line 1", found.Detail, StringComparison.Ordinal);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[profile a]\naws_access_key_id = AKIA\n", "word profile", "Write [a] above it.")]
    [InlineData("[sso-session s]\nsso_start_url = https://x\n", "in the credentials file", "Move the section into the config.")]
    public void A_header_of_the_config_in_the_credentials_file_is_a_warning(string credentials, string words, string advice)
    {
        _scene.Credentials = credentials;

        LeappFinding found = _scene.Only("Names");

        Assert.Equal((1, Warning, advice), (found.Line, found.Status, found.Advice));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\nregion = Ireland!!\n", Error, "until the process ends")]
    [InlineData("[profile a]\nregion = eu_west_1\n", Error, "can list no profile of the file.")]
    [InlineData("[profile a]\nregion = eu-\n", Error, "can list no profile of the file.")]
    [InlineData("[profile a]\nregion = Ireland\n", Warning, "'Ireland', the region of 'a', is no AWS region")]
    [InlineData("[profile a]\nregion = eu-west-1a\n", Warning, "is no AWS region")]
    [InlineData("[profile a]\nregion =\n", Warning, "the region of 'a' is empty")]
    [InlineData("[default]\nendpoint_url = not a url\n", Error, "can make no client")]
    [InlineData("[profile a]\nendpoint_url = not a url\n", Warning, "no AWS tool can use the profile")]
    [InlineData("[default]\nendpoint_url = localhost:4566\n", Warning, "is no address")]
    public void A_value_that_leads_nowhere_is_told(string config, LeappFindingStatus status, string words)
    {
        _scene.Config = config;

        LeappFinding found = _scene.Only("Profiles");

        Assert.Equal((2, status), (found.Line, found.Status));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[profile a]\nsso_session = s\n", "[a]\naws_access_key_id = AKIA\n", "from an access portal, but has keys in")]
    [InlineData("[profile a]\nsso_start_url = https://x\ncredential_process = /x\n", "", "both a credential_process and keys of an access portal")]
    [InlineData("[profile a]\nsso_session = s\naws_access_key_id = AKIA\n", "", "has keys of its own too")]
    [InlineData("[profile a]\ncredential_process = /x\n", "[a]\naws_access_key_id = AKIA\n", "both a credential_process and keys in")]
    [InlineData("[profile a]\ncredential_process = /x\naws_secret_access_key = hidden\n", "", "both a credential_process and keys;")]
    public void Two_sources_of_keys_under_one_name_are_a_warning(string config, string credentials, string words)
    {
        _scene.Config = config;
        _scene.Credentials = credentials;

        LeappFinding found = _scene.Only("Profiles");

        Assert.Equal((1, Warning), (found.Line, found.Status));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\nregion = eu-west-1\n[profile a]\nregion = us-gov-west-1\nsso_session = acme\n", "[b]\naws_access_key_id = AKIA\n")]
    [InlineData("[profile a]\nregion = local\nendpoint_url = http://127.0.0.1:4566\n", "")]
    [InlineData("[profile a]\ncredential_process = /x\n[profile b]\ns3 =\n  region = x y\n", "[c]\ncredential_process = /x\n")]
    public void Profiles_that_lead_somewhere_are_well(string config, string credentials)
    {
        _scene.Config = config;
        _scene.Credentials = credentials;

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Profiles").Status);
    }

    [Theory]
    [InlineData("[profile a]\nsso_session = gone\n", 2, Error, "names the sso-session 'gone', which is not there")]
    [InlineData("[profile a]\nsso_session = s\n[sso-session 's']\nsso_start_url = https://x\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n", 2, Error, "has quotes")]
    [InlineData("[sso-session s]\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n", 1, Warning, "has no sso_start_url")]
    [InlineData("[sso-session s]\nsso_start_url = https://x\nsso_registration_scopes = sso:account:access\n", 1, Warning, "has no sso_region")]
    [InlineData("[sso-session s]\nsso_start_url = https://x\nsso_region = eu-west-1\n", 1, Warning, "has no sso_registration_scopes")]
    public void A_fault_of_an_sso_session_is_told(string config, int line, LeappFindingStatus status, string words)
    {
        _scene.Config = config;

        LeappFinding found = _scene.Only("SsoSessions");

        Assert.Equal((line, status), (found.Line, found.Status));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sso_start_url = https://other.awsapps.com/start", true)]
    [InlineData("sso_start_url = https://acme.awsapps.com/start#", true)]
    [InlineData("sso_region = us-east-1", true)]
    [InlineData("sso_region = eu-west-1", false)]
    public void A_profile_that_contradicts_its_sso_session_is_a_warning(string line, bool isTold)
    {
        _scene.Config = $"{DiagnosisScene.Session}[profile a]\nsso_session = acme\n{line}\n";

        LeappFinding found = _scene.Only("SsoSessions");

        Assert.Equal(isTold ? Warning : LeappFindingStatus.Ok, found.Status);
        Assert.Equal(isTold, found.Detail.Contains("AWS CLI refuses", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_said_of_sso_sessions_in_a_config_that_cannot_be_read()
    {
        File.Delete(_scene.ConfigPath);
        Directory.CreateDirectory(_scene.ConfigPath);
        _scene.Credentials = "[a]\nsso_session = acme\n";

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("SsoSessions").Status);
    }
}
