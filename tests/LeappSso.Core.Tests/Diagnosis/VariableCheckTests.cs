namespace LeappSso.Core.Tests.Diagnosis;

public sealed class VariableCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Note = LeappFindingStatus.Note;

    private const string Admin = "acme/000000000001/Admin";

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SESSION_TOKEN")]
    [InlineData("AWS_SECURITY_TOKEN")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE")]
    public void A_variable_with_keys_is_a_warning_that_names_it_and_not_its_value(string variable)
    {
        _scene.Variables[variable] = "hidden";

        LeappFinding found = _scene.Only("Variables");

        Assert.Equal((Warning, variable), (found.Status, found.Target));
        Assert.StartsWith($"{variable} is set", found.Detail, StringComparison.Ordinal);
        Assert.Contains($"Remove-Item Env:{variable}", found.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", found.Detail + found.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_a_known_session_are_a_note()
    {
        Activate(Admin, "2999-01-01T00:00:00Z");

        LeappFinding found = _scene.Only("Variables");

        Assert.Equal(Note, found.Status);
        Assert.Contains(Admin, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme/000000000009/Admin", "2999-01-01T00:00:00Z", "LEAPPSSO_SESSION names the session 'acme/000000000009/Admin', which is not known")]
    [InlineData(Admin, "2001-02-03T04:05:06Z", "have expired at 2001-02-03 04:05:06Z")]
    public void Keys_of_a_session_that_is_unknown_or_over_are_a_warning(string id, string end, string words)
    {
        Activate(id, end);

        LeappFinding found = Assert.Single(_scene.Run("Variables"), f => f.Status == Warning);

        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_somebody_else_has_put_in_place_of_those_of_a_session_are_a_warning()
    {
        Activate(Admin, "2999-01-01T00:00:00Z");
        _scene.Variables["AWS_ACCESS_KEY_ID"] = "AKIAFOREIGN";

        LeappFinding[] found = _scene.Run("Variables");

        Assert.All(found, f => Assert.Equal(Warning, f.Status));
        LeappFinding about = Assert.Single(found, f => f.Target == "LEAPPSSO_SESSION");
        Assert.Contains($"names the session '{Admin}', but since then somebody else has put keys", about.Detail, StringComparison.Ordinal);
        Assert.Contains(found, f => f.Target == "AWS_ACCESS_KEY_ID");
        Assert.All(found, f => Assert.DoesNotContain("AKIA", f.Detail + f.Advice, StringComparison.Ordinal));
    }

    [Fact]
    public void A_session_without_keys_is_a_warning()
    {
        _scene.Variables["LEAPPSSO_SESSION"] = Admin;

        Assert.Contains("its keys are not in this process", _scene.Only("Variables").Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_DEFAULT_PROFILE")]
    public void A_profile_that_is_in_neither_file_is_an_error(string variable)
    {
        _scene.Variables[variable] = "none";
        _scene.Credentials = "[inside]\naws_access_key_id = AKIA\n[caf\u00c3\u00a9]\naws_access_key_id = AKIA\n";

        LeappFinding found = _scene.Only("Variables");

        Assert.Equal((Error, variable), (found.Status, found.Target));
        Assert.Contains("'none'", found.Detail, StringComparison.Ordinal);
        foreach (string there in (string[])["prod-Admin", "inside", "caf\u00e9"])
        {
            _scene.Variables[variable] = there;
            Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Variables").Status);
        }
    }

    [Fact]
    public void No_profile_is_missed_in_a_file_that_cannot_be_read()
    {
        _scene.Variables["AWS_PROFILE"] = "none";
        Directory.CreateDirectory(_scene.CredentialsPath);

        Assert.DoesNotContain(_scene.Run("Variables"), f => f.Status == Error);
    }

    [Fact]
    public void Two_variables_that_name_two_profiles_are_a_warning()
    {
        _scene.Config = "[profile a]\n[profile b]\n";
        _scene.Variables["AWS_PROFILE"] = "a";
        _scene.Variables["AWS_DEFAULT_PROFILE"] = "b";

        LeappFinding found = _scene.Only("Variables");

        Assert.Equal((Warning, "AWS_DEFAULT_PROFILE"), (found.Status, found.Target));

        _scene.Variables["AWS_DEFAULT_PROFILE"] = "a";
        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Variables").Status);
    }

    [Theory]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public void A_region_that_wins_over_profiles_is_a_note(string variable)
    {
        _scene.Variables[variable] = "eu-north-1";

        LeappFinding found = _scene.Only("Variables");

        Assert.Equal((Note, variable), (found.Status, found.Target));
        Assert.Contains("eu-north-1", found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL", "https://me:s3cr3t@sso.acme.example:8443/s3cr3t?x=s3cr3t", Warning, "sso.acme.example:8443")]
    [InlineData("AWS_ENDPOINT_URL_SSO", "https://oidc.s3.amazonaws.com/s3cr3t", Warning, "oidc.s3.amazonaws.com")]
    [InlineData("AWS_ENDPOINT_URL_SSO_OIDC", "https://oidc.eu-west-1.amazonaws.com.evil.example", Warning, "oidc.eu-west-1.amazonaws.com.evil.example")]
    [InlineData("AWS_ENDPOINT_URL_STS", "http://me:s3cr3t@sts.eu-west-1.amazonaws.com/s3cr3t", Error, "sts.eu-west-1.amazonaws.com")]
    [InlineData("AWS_ENDPOINT_URL_SIGNIN", "s3cr3t", Error, "AWS_ENDPOINT_URL_SIGNIN")]
    [InlineData("AWS_ENDPOINT_URL_SSO", "http://localhost:4566/s3cr3t", Note, "localhost:4566")]
    public void A_variable_that_leads_elsewhere_than_to_AWS_is_told_with_its_host_and_nothing_else(string variable, string value, LeappFindingStatus status, string host)
    {
        _scene.Variables[variable] = value;

        LeappFinding found = _scene.Only("Variables");

        Assert.Equal((status, variable), (found.Status, found.Target));
        Assert.Contains(host, found.Detail, StringComparison.Ordinal);
        Assert.Contains($"Remove-Item Env:{variable}", found.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", found.Detail + found.Advice, StringComparison.Ordinal);
        _scene.Variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Variables").Status);
    }

    [Theory]
    [InlineData("https://oidc.eu-west-1.amazonaws.com")]
    [InlineData("https://portal.sso.cn-north-1.amazonaws.com.cn")]
    [InlineData("https://sts.amazonaws.com")]
    [InlineData("https://sts-fips.us-gov-west-1.amazonaws.com/")]
    [InlineData("https://oidc.eu-west-1.api.aws")]
    [InlineData("https://oidc.eusc-de-east-1.amazonaws.eu")]
    [InlineData("https://vpce-0123abcd-4567efgh.sts.eu-west-1.vpce.amazonaws.com")]
    [InlineData("https://us-east-1.signin.aws.amazon.com")]
    public void A_variable_that_leads_to_AWS_is_well(string value)
    {
        _scene.Variables["AWS_ENDPOINT_URL"] = value;

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Variables").Status);
    }

    [Fact]
    public void A_variable_cannot_steer_the_terminal()
    {
        _scene.Variables["AWS_PROFILE"] = "\u001b[2Jx";

        Assert.DoesNotContain(_scene.Only("Variables").Detail, char.IsControl);
    }

    private void Activate(string id, string end)
    {
        _scene.Variables["LEAPPSSO_SESSION"] = id;
        _scene.Variables["AWS_CREDENTIAL_EXPIRATION"] = end;
        _scene.Variables["AWS_REGION"] = _scene.Variables["AWS_DEFAULT_REGION"] = "eu-west-1";
        foreach (string key in (string[])["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"])
        {
            _scene.Variables[key] = "hidden";
        }

        _scene.Variables["LEAPPSSO_KEY"] = "hidden";
    }
}
