namespace LeappSso.Core.Tests.Diagnosis;

public sealed class LineCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("[profile a] # note\n", 1, Error, "text behind the header [profile a]")]
    [InlineData("[profile a]x\n", 1, Error, "text behind the header")]
    [InlineData("[profile a]\nregion: eu-west-1\n", 2, Error, "':' where '=' belongs")]
    [InlineData("[profile a]\nx:y = 1\n", 2, Warning, "':' before '='")]
    [InlineData("[profile a]\nregion = eu-west-1 # Ireland\n", 2, Error, "the note behind the value of region")]
    [InlineData("[profile a]\nregion = eu-west-1\t; Ireland\n", 2, Error, "the note behind the value of region")]
    [InlineData("[profile a]\noutput = json # short\n", 2, Warning, "the note behind the value of output")]
    [InlineData("[sso-session s]\nsso_region = eu-west-1 # Ireland\n", 2, Warning, "the note behind the value of sso_region")]
    [InlineData("[profile a]\noutput = json\n  region = eu-west-1\n", 3, Warning, "part of the value of output in line 2")]
    [InlineData("[profile a]\noutput = json\n  words\n", 3, Error, "indented and has no '='")]
    [InlineData("[profile a]\ns3 =\n  words\n", 3, Error, "indented and has no '='")]
    [InlineData("[profile a]\noutput = json\n  [profile b]\n", 3, Warning, "the header is indented")]
    [InlineData("[profile a]\ns3 =\n  [profile b]\n", 3, Error, "which makes the file unreadable")]
    public void A_line_that_tools_read_differently_is_told(string config, int line, LeappFindingStatus status, string words)
    {
        _scene.Config = config;

        LeappFinding found = _scene.Only("Lines");

        Assert.Equal((line, status), (found.Line, found.Status));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[profile a]\n# note\n; note\nregion = eu-west-1\ns3 =\n  addressing_style = path\n  # note\n\n  max_concurrent_requests = 20\n")]
    [InlineData("[sso-session s]\nsso_start_url = https://d-1234567890.awsapps.com/start#/\nsso_registration_scopes = sso:account:access\n")]
    [InlineData("[profile a]\ncredential_process = /bin/sh -c 'x ; y # z'\n")]
    [InlineData("[profile a]\ndescription = ours # not AWS's key\n[plugins]\noutput = x # not a profile\n")]
    [InlineData("  [profile a]  \nREGION=eu-west-1\n")]
    public void A_line_that_means_the_same_to_all_is_well(string config)
    {
        _scene.Config = config;

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Lines").Status);
    }

    [Fact]
    public void Lines_of_the_credentials_file_are_looked_at_too()
    {
        _scene.Credentials = "[a] # work\naws_access_key_id: AKIA\naws_secret_access_key = hidden # old\n";

        LeappFinding[] found = _scene.Run("Lines");

        Assert.Equal([1, 2, 3], found.Select(f => f.Line));
        Assert.All(found, f => Assert.Equal(_scene.CredentialsPath, f.Target));
        Assert.All(found, f => Assert.DoesNotContain("hidden", f.Detail, StringComparison.Ordinal));
    }
}
