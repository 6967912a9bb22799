namespace LeappSso.Core.Tests.Diagnosis;

public sealed class SsoSessionCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("[profile a b]\nsso_session = gone\n", 2, Error, "the profile 'a b' names the sso-session 'gone'")]
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
