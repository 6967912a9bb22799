namespace LeappSso.Core.Tests.Diagnosis;

public sealed class NameCheckTests : IDisposable
{
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
}
