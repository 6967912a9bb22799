using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Engine;

public sealed class CompanyDomainTests : IAsyncLifetime, IDisposable
{
    private const string Domain = "https://sso.acme.example";

    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        _test.Portal.With("000000000001", "prod", "Admin");
        await _test.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = "acme", PortalUrl = Domain, Region = "eu-west-1" }, force: true, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_login_is_for_the_portal_it_leads_to_and_the_stored_address_stays()
    {
        _test.Redirect = new Uri("https://d-1234567890.awsapps.com/start/#/");

        Assert.Single(await LogInAsync());

        Assert.Equal(["https://d-1234567890.awsapps.com/start"], _test.Login.StartUrls);
        Assert.Equal(Domain, _test.Tokens.Read("acme").Token!.StartUrl);
        Assert.Equal(Domain, Assert.Single(_test.Engine.GetIntegrations()).PortalUrl);
        Assert.Equal(LeappIntegrationStatus.Online, Assert.Single(_test.Engine.GetIntegrations()).Status);
    }

    [Theory]
    [InlineData("http://d-1234567890.awsapps.com/start")]
    [InlineData("https://d-1234567890.awsapps.com.evil.example/start")]
    [InlineData("https://evil.example/start")]
    [InlineData("https://evil.s3.amazonaws.com/start")]
    [InlineData("https://identitycenter.s3.amazonaws.com/start")]
    [InlineData("http://127.0.0.1:8080/start")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://me:secret@d-1234567890.awsapps.com/start")]
    public async Task It_is_not_followed_to_anybody_but_AWS(string target)
    {
        _test.Redirect = new Uri(target);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(LogInAsync);

        Assert.Equal(LeappErrorCode.LoginFailed, failure.Code);
        Assert.Contains(Domain, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _test.Login.Registrations);
        Assert.Empty(_test.Log.Prompts);
    }

    [Fact]
    public async Task A_domain_that_leads_nowhere_is_taken_for_the_portal()
    {
        await LogInAsync();

        Assert.Equal([Domain], _test.Login.StartUrls);
    }

    [Fact]
    public async Task One_that_leads_to_a_portal_of_the_new_family_logs_in_at_the_dual_stack_endpoint()
    {
        _test.Redirect = new Uri("https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws");

        await LogInAsync();

        Assert.NotEmpty(_test.OidcEndpoints);
        Assert.All(_test.OidcEndpoints, e => Assert.True(e.DualStack));
    }

    [Fact]
    public async Task One_that_refuses_is_not_AWS_refusing()
    {
        _test.RedirectFailure = new ServiceException(ServiceFault.Forbidden, "Redirect", "the page cannot be had") { StatusCode = 403, Host = "sso.acme.example" };

        LeappException failure = await Assert.ThrowsAsync<LeappException>(LogInAsync);

        Assert.Contains("sso.acme.example: the page cannot be had (HTTP 403)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AWS refused", failure.Message, StringComparison.Ordinal);
    }

    private Task<List<LeappSession>> LogInAsync() => _test.LettingTimePassAsync(
        _test.ConnectAsync(new ConnectRequest { LoginMethod = LeappLoginMethod.DeviceCode }));
}
