namespace LeappSso.Core.Tests.Diagnosis;

public sealed class ProfileCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("[default]\nregion = Ireland!!\n", Error, "until the process ends")]
    [InlineData("[profile a]\nregion = eu_west_1\n", Error, "can list no profile of the file.")]
    [InlineData("[profile a b]\nregion = eu_west_1\n", Error, "the region of 'a b' cannot be part of a host name")]
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

    [Fact]
    public void Profiles_of_ours_without_a_region_are_a_note_where_no_variable_has_one()
    {
        _scene.Config = "[profile a]\n# managed by LeappSso\nsso_session = acme\n[profile b]\nsso_session = acme\n[profile c]\n# managed by LeappSso\nregion = eu-west-1\n";

        LeappFinding found = _scene.Only("Profiles");

        Assert.Equal(LeappFindingStatus.Note, found.Status);
        Assert.Contains("without a region: 1, the first is 'a'", found.Detail, StringComparison.Ordinal);

        _scene.Variables["AWS_REGION"] = "eu-west-1";

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Profiles").Status);
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
}
