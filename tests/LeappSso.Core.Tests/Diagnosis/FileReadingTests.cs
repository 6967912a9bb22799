using LeappSso.Diagnosis;

namespace LeappSso.Core.Tests.Diagnosis;

/// <summary>What keeps a tool from reading a file, or lets it read lines otherwise than others.</summary>
public sealed class FileReadingTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Every_fault_is_told_with_its_line_and_in_the_order_of_the_file()
    {
        _scene.Config = "\u00ef\u00bb\u00bfa = 1\nwords\n[profile x]\nregion = eu-west-1\nwords\nregion = us-east-1\n[profile y]\n# caf\u00e9\n[profile x]\nwords\n";
        _scene.Credentials = "[a]\n[a]\n";

        LeappFinding[] found = _scene.Run("Syntax");

        Assert.All(found, f => Assert.Equal(Error, f.Status));
        Assert.Equal(
            [(_scene.ConfigPath, 1), (_scene.ConfigPath, 1), (_scene.ConfigPath, 5), (_scene.ConfigPath, 6), (_scene.ConfigPath, 8), (_scene.ConfigPath, 9), (_scene.ConfigPath, 10), (_scene.CredentialsPath, 2)],
            found.Select(f => (f.Target!, f.Line!.Value)));
        foreach ((LeappFinding finding, string words) in found.Zip(
            ["byte order mark", "before the first [section]", "neither a key", "the key region is twice", "no UTF-8", "[profile x] is there twice (also in line 3)", "neither a key", "[a] is there twice"]))
        {
            Assert.Contains(words, finding.Detail, StringComparison.Ordinal);
            Assert.Contains($"{finding.Target}, line {finding.Line}: ", finding.Detail, StringComparison.Ordinal);
            Assert.NotNull(finding.Advice);
        }
    }

    [Theory]
    [InlineData("\u00ff\u00fe[\0d\0]\0")]
    [InlineData("[default]\n\0\nwords\n")]
    public void What_is_no_text_is_one_fault(string content)
    {
        _scene.Config = content;

        Assert.Contains("UTF-16 or binary", _scene.Only("Syntax").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_may_be_half_a_secret_is_not_named()
    {
        _scene.Credentials = "[a]\naws_secret_access_key = wJalrXUtnFEMI\nK7MDENG/bPxRfiCYEXAMPLE==\nK7MDENG/bPxRfiCYEXAMPLE==\n";

        LeappFinding found = _scene.Only("Syntax");

        Assert.Equal(4, found.Line);
        Assert.DoesNotContain("k7mdeng", found.Detail, StringComparison.OrdinalIgnoreCase);
    }

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
