using LeappSso.Emulator;
using LeappSso.Ports;
using RoleKeys = LeappSso.Ports.RoleKeys;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Aws.Tests.Adapter;

public sealed class SignInAdapterTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly HttpClient _browser = new();
    private EmulatedPortal _portal = null!;
    private ISignIn _signIn = null!;

    public async Task InitializeAsync()
    {
        _portal = await EmulatedPortal.StartAsync(options =>
        {
            options.Accounts = 1;
            options.TimeProvider = _time;
        });
        _signIn = new AwsServices(name => name == "AWS_ENDPOINT_URL_SIGNIN" ? _portal.Address.AbsoluteUri : null).SignIn("signin.aws.amazon.com");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public void The_page_is_the_one_of_AWS_unless_the_environment_names_another()
    {
        Assert.Equal("https://signin.amazonaws.cn/federation", new AwsServices(_ => null).SignIn("signin.amazonaws.cn").Page.AbsoluteUri);
        Assert.Equal(
            "http://127.0.0.1:1/x/federation",
            new AwsServices(name => name == "AWS_ENDPOINT_URL" ? "http://127.0.0.1:1/x" : null).SignIn("signin.aws.amazon.com").Page.AbsoluteUri);
    }

    [Fact]
    public async Task Keys_become_a_token_that_signs_in_the_role_they_are_of()
    {
        string token = await _signIn.GetSigninTokenAsync(await KeysAsync(), TimeSpan.FromHours(12), CancellationToken.None);

        string page = await _browser.GetStringAsync(new Uri(
            $"{_signIn.Page}?Action=login&Issuer=x&Destination=https%3A%2F%2Fconsole.aws.amazon.com%2F&SigninToken={Uri.EscapeDataString(token)}"));
        Assert.Contains(_portal.Directory.Accounts[0].Id, page, StringComparison.Ordinal);
        Assert.Contains("for 43200 seconds", page, StringComparison.Ordinal);
        LoggedRequest asked = Assert.Single(_portal.Counters.Log, r => r.Operation == Operation.GetSigninToken);
        Assert.Equal(("POST", "/federation"), (asked.Method, asked.Path));
    }

    [Fact]
    public async Task Keys_of_nobody_are_refused_without_repeating_them()
    {
        RoleKeys keys = await KeysAsync();
        RoleKeys wrong = new(keys.AccessKeyId, keys.SecretAccessKey + "x", keys.SessionToken, keys.ExpiresAt);

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => _signIn.GetSigninTokenAsync(wrong, null, CancellationToken.None));

        Assert.Equal((ServiceFault.InvalidRequest, 400), (failure.Fault, failure.StatusCode));
        Assert.DoesNotContain(keys.SecretAccessKey, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_have_ended_are_refused()
    {
        RoleKeys keys = await KeysAsync();
        _time.Advance(_portal.Options.RoleCredentialLifetime);

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => _signIn.GetSigninTokenAsync(keys, null, CancellationToken.None));

        Assert.Equal(ServiceFault.InvalidRequest, failure.Fault);
    }

    [Theory]
    [InlineData(FaultKind.Html, 200, ServiceFault.NotAnAwsAnswer)]
    [InlineData(FaultKind.Html, 403, ServiceFault.NotAnAwsAnswer)]
    [InlineData(FaultKind.Html, 503, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Error, 429, ServiceFault.Throttled)]
    [InlineData(FaultKind.Error, 400, ServiceFault.InvalidRequest)]
    [InlineData(FaultKind.Reset, null, ServiceFault.Unavailable)]
    public async Task Each_failure_has_its_kind(FaultKind kind, int? status, ServiceFault fault)
    {
        RoleKeys keys = await KeysAsync();
        _portal.Faults.Add(new FaultRule { Kind = kind, Status = status ?? 500, Operation = Operation.GetSigninToken });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => _signIn.GetSigninTokenAsync(keys, null, CancellationToken.None));

        Assert.Equal(fault, failure.Fault);
        Assert.Equal("getSigninToken", failure.Operation);
    }

    [Fact]
    public async Task An_answer_without_a_token_is_incomplete()
    {
        RoleKeys keys = await KeysAsync();
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Raw, Body = "{}", Operation = Operation.GetSigninToken });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => _signIn.GetSigninTokenAsync(keys, null, CancellationToken.None));

        Assert.Equal(ServiceFault.Incomplete, failure.Fault);
    }

    private async Task<RoleKeys> KeysAsync()
    {
        DirectoryAccount account = _portal.Directory.Accounts[0];
        string token = _portal.Tokens.Issue().AccessToken;
        return await TestServices.For(_portal).Portal(new SsoEndpoint("eu-west-1", false))
            .GetRoleCredentialsAsync(token, account.Id, account.Roles[0], CancellationToken.None);
    }
}
