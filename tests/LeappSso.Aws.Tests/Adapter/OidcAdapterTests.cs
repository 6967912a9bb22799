using LeappSso.Emulator;
using LeappSso.Ports;

namespace LeappSso.Aws.Tests.Adapter;

public sealed class OidcAdapterTests : IAsyncLifetime
{
    private EmulatedPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await EmulatedPortal.StartAsync(o => o.DeviceInterval = 0);

    public async Task DisposeAsync()
    {
        Assert.Empty(_portal.Counters.MalformedReasons);
        Assert.Empty(_portal.Counters.Failures);
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_device_login_goes_from_registration_to_refresh()
    {
        _portal.Options.Approval = ApprovalMode.Manual;
        ClientRegistration client = await Oidc.RegisterClientAsync(DeviceRegistration(), CancellationToken.None);
        DeviceAuthorization device = await Oidc.StartDeviceAuthorizationAsync(client, _portal.StartUrl.AbsoluteUri, CancellationToken.None);
        ServiceException pending = await Assert.ThrowsAsync<ServiceException>(() => Poll(client, device));
        Assert.Equal(ServiceFault.AuthorizationPending, pending.Fault);
        Assert.Null(device.Interval);
        Assert.Contains(device.UserCode, device.VerificationUriComplete!, StringComparison.Ordinal);

        Assert.True(await _portal.Approval.ApproveAsync(device.UserCode));
        TokenAnswer token = await Poll(client, device);
        TokenAnswer renewed = await Oidc.CreateTokenAsync(new RefreshTokenRequest(client, token.RefreshToken!), CancellationToken.None);

        Assert.Equal(TimeSpan.FromHours(1), token.ExpiresIn);
        Assert.NotEqual(token.AccessToken, renewed.AccessToken);
        Assert.True(_portal.Tokens.IsValid(renewed.AccessToken));
    }

    [Fact]
    public async Task A_refusal_in_the_browser_is_told_from_others()
    {
        _portal.Options.Approval = ApprovalMode.Manual;
        ClientRegistration client = await Oidc.RegisterClientAsync(DeviceRegistration(), CancellationToken.None);
        DeviceAuthorization device = await Oidc.StartDeviceAuthorizationAsync(client, _portal.StartUrl.AbsoluteUri, CancellationToken.None);
        await _portal.Approval.DenyAsync(device.UserCode);

        ServiceException refusal = await Assert.ThrowsAsync<ServiceException>(() => Poll(client, device));

        Assert.Equal(ServiceFault.Denied, refusal.Fault);
    }

    [Theory]
    [InlineData("authorization_pending", ServiceFault.AuthorizationPending)]
    [InlineData("slow_down", ServiceFault.SlowDown)]
    [InlineData("expired_token", ServiceFault.ExpiredCode)]
    [InlineData("access_denied", ServiceFault.Denied)]
    [InlineData("invalid_grant", ServiceFault.InvalidGrant)]
    [InlineData("invalid_client", ServiceFault.InvalidClient)]
    [InlineData("invalid_request", ServiceFault.InvalidRequest)]
    public async Task The_error_in_the_body_counts_where_the_header_is_missing(string error, ServiceFault expected)
    {
        ClientRegistration client = await Oidc.RegisterClientAsync(DeviceRegistration(), CancellationToken.None);
        DeviceAuthorization device = await Oidc.StartDeviceAuthorizationAsync(client, _portal.StartUrl.AbsoluteUri, CancellationToken.None);
        _portal.Faults.Add(new FaultRule
        {
            Kind = FaultKind.Raw,
            Operation = Operation.CreateToken,
            Status = 400,
            Body = $$"""{"error":"{{error}}","error_description":"said so"}""",
            ContentType = "application/json",
        });

        ServiceException refusal = await Assert.ThrowsAsync<ServiceException>(() => Poll(client, device));

        Assert.Equal(expected, refusal.Fault);
    }

    [Fact]
    public async Task A_used_refresh_token_is_an_invalid_grant()
    {
        IssuedTokens issued = _portal.Tokens.Issue();
        ClientRegistration client = new(issued.ClientId, issued.ClientSecret, issued.RegistrationExpiresAt);
        _portal.Tokens.EndSessions();

        ServiceException refusal = await Assert.ThrowsAsync<ServiceException>(
            () => Oidc.CreateTokenAsync(new RefreshTokenRequest(client, issued.RefreshToken!), CancellationToken.None));

        Assert.Equal(ServiceFault.InvalidGrant, refusal.Fault);
        Assert.DoesNotContain(issued.RefreshToken!, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_for_the_browser_lives_for_months()
    {
        ClientRegistrationRequest request = new(
            ["authorization_code", "refresh_token"], "http://127.0.0.1/oauth/callback", _portal.StartUrl.AbsoluteUri, ["sso:account:access"]);

        ClientRegistration client = await Oidc.RegisterClientAsync(request, CancellationToken.None);

        Assert.True(client.ExpiresAt > DateTimeOffset.UtcNow.AddDays(30));
    }

    [Theory]
    [InlineData("""{"deviceCode":"d","userCode":"A","verificationUri":"not an address","expiresIn":600}""")]
    [InlineData("""{"deviceCode":"d","userCode":"A","verificationUri":"javascript:alert(1)","expiresIn":600}""")]
    [InlineData("""{"deviceCode":"d","userCode":"A","verificationUri":"https://d.example/","verificationUriComplete":"file:///etc/passwd"}""")]
    public async Task A_page_that_no_browser_may_open_is_a_fault(string body)
    {
        ClientRegistration client = await Oidc.RegisterClientAsync(DeviceRegistration(), CancellationToken.None);
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Raw, Operation = Operation.StartDeviceAuthorization, Body = body });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Oidc.StartDeviceAuthorizationAsync(client, _portal.StartUrl.AbsoluteUri, CancellationToken.None));

        Assert.Equal(ServiceFault.Incomplete, failure.Fault);
    }

    [Fact]
    public async Task An_empty_complete_page_is_none()
    {
        ClientRegistration client = await Oidc.RegisterClientAsync(DeviceRegistration(), CancellationToken.None);
        _portal.Faults.Add(new FaultRule
        {
            Kind = FaultKind.Raw,
            Operation = Operation.StartDeviceAuthorization,
            Body = """{"deviceCode":"d","userCode":"A","verificationUri":"https://d.example/","verificationUriComplete":""}""",
        });

        DeviceAuthorization device = await Oidc.StartDeviceAuthorizationAsync(client, _portal.StartUrl.AbsoluteUri, CancellationToken.None);

        Assert.Null(device.VerificationUriComplete);
        Assert.Equal(TimeSpan.Zero, device.ExpiresIn);
    }

    [Theory]
    [InlineData("eu-west-1", false, "https://oidc.eu-west-1.amazonaws.com/authorize")]
    [InlineData("eu-west-1", true, "https://oidc.eu-west-1.api.aws/authorize")]
    [InlineData("cn-north-1", false, "https://oidc.cn-north-1.amazonaws.com.cn/authorize")]
    [InlineData("us-gov-west-1", false, "https://oidc.us-gov-west-1.amazonaws.com/authorize")]
    [InlineData("eusc-de-east-1", false, "https://oidc.eusc-de-east-1.amazonaws.eu/authorize")]
    public void The_consent_page_is_on_the_login_service_of_the_region(string region, bool dualStack, string page)
    {
        Assert.Equal(page, new AwsServices(_ => null).Oidc(new SsoEndpoint(region, dualStack)).AuthorizePage.AbsoluteUri);
    }

    private static ClientRegistrationRequest DeviceRegistration() => new(null, null, null, ["sso:account:access"]);

    private Task<TokenAnswer> Poll(ClientRegistration client, DeviceAuthorization device) =>
        Oidc.CreateTokenAsync(new DeviceCodeTokenRequest(client, device.DeviceCode), CancellationToken.None);

    private ISsoOidc Oidc => field ??= TestServices.For(_portal).Oidc(new SsoEndpoint("eu-west-1", false));
}
