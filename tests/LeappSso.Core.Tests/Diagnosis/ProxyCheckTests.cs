namespace LeappSso.Core.Tests.Diagnosis;

public sealed class ProxyCheckTests : IDisposable
{
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("HTTPS_PROXY", "http://proxy.acme.example:8080", "https goes through the proxy proxy.acme.example:8080 (HTTPS_PROXY)")]
    [InlineData("https_proxy", "proxy.acme.example:8080", "https goes through the proxy proxy.acme.example:8080 (https_proxy)")]
    [InlineData("ALL_PROXY", "socks5://127.0.0.1:1080", "https goes through the proxy 127.0.0.1:1080 (ALL_PROXY)")]
    [InlineData("HTTP_PROXY", "http://proxy.acme.example:8080", "No variable names a proxy for https")]
    public void The_proxy_that_is_in_force_is_named(string variable, string value, string words)
    {
        _scene.Variables[variable] = value;

        LeappFinding found = _scene.Only("Proxy");

        Assert.Equal(Ok, found.Status);
        Assert.StartsWith(words, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://jane:s3cr3t@proxy.acme.example:8080", LeappFindingStatus.Note)]
    [InlineData("jane:s3cr3t@proxy.acme.example:8080", LeappFindingStatus.Note)]
    [InlineData("http://jane:s3cr3t@", Warning)]
    [InlineData("ftp://jane:s3cr3t@proxy.acme.example:8080", Warning)]
    [InlineData("http://jane:s3cr3t@proxy.acme.example:port", Warning)]
    public void A_password_is_told_of_and_never_told(string value, LeappFindingStatus status)
    {
        _scene.Variables["HTTPS_PROXY"] = value;
        _scene.Variables["NO_PROXY"] = ".acme.example";

        LeappFinding found = _scene.Only("Proxy");

        Assert.Equal((status, "HTTPS_PROXY"), (found.Status, found.Target));
        Assert.DoesNotContain("s3cr3t", found.Detail + found.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", found.Detail + found.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_proxy", "a", "b", false, true)]
    [InlineData("https_proxy", "http://a:1", "http://b:1", false, true)]
    [InlineData("https_proxy", "http://a:1", "http://a:1", false, false)]
    [InlineData("https_proxy", "http://a:1", "http://b:1", true, false)]
    public void Two_spellings_with_two_values_are_a_warning(string lower, string one, string other, bool isWindows, bool isTold)
    {
        _scene.Variables[lower] = one;
        _scene.Variables[lower.ToUpperInvariant()] = other;
        _scene.IsWindows = isWindows;

        Assert.Equal(isTold, _scene.Only("Proxy").Status == Warning);
    }

    [Theory]
    [InlineData("localhost,.amazonaws.com", null)]
    [InlineData("oidc.eu-west-1.amazonaws.com", null)]
    [InlineData("localhost, amazonaws.com", "Write .amazonaws.com")]
    [InlineData("*.amazonaws.com", "Write .example.com for all hosts of a domain.")]
    [InlineData("acme.example", null)]
    public void An_exception_that_the_tools_take_differently_is_a_warning(string value, string? advice)
    {
        _scene.Variables["HTTPS_PROXY"] = "http://proxy:8080";
        _scene.Variables["NO_PROXY"] = value;

        Assert.Equal(advice, _scene.Only("Proxy").Advice);
    }
}
