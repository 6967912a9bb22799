using LeappSso.Ports;

namespace LeappSso.Aws.Tests.Adapter;

/// <summary>Where the standard variables may lead.</summary>
public sealed class ServiceAddressTests
{
    public static TheoryData<string, Action<AwsServices>> Services() => new()
    {
        { "AWS_ENDPOINT_URL_SSO_OIDC", s => s.Oidc(new SsoEndpoint("eu-west-1", false)) },
        { "AWS_ENDPOINT_URL_SSO", s => s.Portal(new SsoEndpoint("eu-west-1", false)) },
        { "AWS_ENDPOINT_URL_STS", s => s.Sts("eu-west-1") },
        { "AWS_ENDPOINT_URL_SIGNIN", s => s.SignIn("signin.aws.amazon.com") },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public void An_address_without_encryption_on_another_machine_is_refused_before_anything_goes_there(string variable, Action<AwsServices> use)
    {
        foreach (string name in (string[])[variable, "AWS_ENDPOINT_URL"])
        {
            foreach (string host in (string[])["sso.acme.example:8080", "10.0.0.1", "localhost.acme.example", "[2001:db8::1]"])
            {
                LeappException refusal = Refusal(use, name, $"http://me:s3cr3t@{host}/s3cr3t");

                Assert.Equal((LeappErrorCode.PortalUnavailable, name), (refusal.Code, refusal.Target));
                Assert.StartsWith($"The environment variable {name} leads to http://{host}, where tokens and keys would go unencrypted", refusal.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("s3cr3t", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void An_address_with_encryption_or_on_this_machine_is_taken(string variable, Action<AwsServices> use)
    {
        foreach (string address in (string[])["https://sso.acme.example", "http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"])
        {
            use(new AwsServices(name => name == variable ? address : null));
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_is_no_address_is_refused_and_not_repeated(string variable, Action<AwsServices> use)
    {
        LeappException refusal = Refusal(use, variable, "s3cr3t");

        Assert.Equal($"The environment variable {variable} does not hold a web address. Correct or remove it.", refusal.Message);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Nothing_is_refused_where_the_variables_are_to_be_ignored(string variable, Action<AwsServices> use) =>
        use(new AwsServices(name => name == variable ? "http://10.0.0.1" : name == "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" ? "true" : null));

    private static LeappException Refusal(Action<AwsServices> use, string variable, string value) =>
        Assert.Throws<LeappException>(() => use(new AwsServices(name => name == variable ? value : null)));
}
