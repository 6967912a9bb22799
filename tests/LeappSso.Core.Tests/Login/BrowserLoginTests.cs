using System.Security.Cryptography;
using System.Text;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Login;

public sealed class BrowserLoginTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ClientRegistration s_client = new("client", "client-secret", s_now.AddDays(90));
    private static readonly Uri s_redirect = new("http://127.0.0.1:54321/oauth/callback");

    [Fact]
    public void The_registration_is_for_the_authorization_code_alone_and_names_no_port()
    {
        BrowserLogin login = Login(null);

        LoginStep.Register step = Assert.IsType<LoginStep.Register>(login.Next(new LoginEvent.Begin(), s_now));

        Assert.Equal(["authorization_code", "refresh_token"], step.Request.GrantTypes);
        Assert.Equal("http://127.0.0.1/oauth/callback", step.Request.RedirectUri);
        Assert.Equal("https://acme.awsapps.com/start", step.Request.IssuerUrl);
    }

    [Fact]
    public void The_address_carries_what_AWS_CLI_sends_and_the_challenge_fits_the_verifier()
    {
        (BrowserLogin login, Dictionary<string, string> query, LoginStep.AwaitCallback wait) = Shown();

        Assert.Equal("code", query["response_type"]);
        Assert.Equal("client", query["client_id"]);
        Assert.Equal(s_redirect.AbsoluteUri, query["redirect_uri"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("sso:account:access", query["scopes"]);
        CallbackAnswer answer = wait.Accept($"?code=the-code&state={query["state"]}")!;
        LoginStep.CreateToken create = Assert.IsType<LoginStep.CreateToken>(login.Next(new LoginEvent.CalledBack(answer), s_now));
        AuthorizationCodeTokenRequest request = Assert.IsType<AuthorizationCodeTokenRequest>(create.Request);
        Assert.Equal("the-code", request.Code);
        Assert.Equal(s_redirect.AbsoluteUri, request.RedirectUri);
        Assert.InRange(request.CodeVerifier.Length, 43, 128);
        string challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(request.CodeVerifier)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.Equal(challenge, query["code_challenge"]);
    }

    [Theory]
    [InlineData("?code=x&state=wrong")]
    [InlineData("?code=x")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=access_denied&state=")]
    [InlineData("?")]
    public void A_request_without_the_right_state_is_ignored(string query)
    {
        Assert.Null(Shown().Wait.Accept(query));
    }

    [Fact]
    public void The_right_state_without_code_and_error_is_ignored()
    {
        (_, Dictionary<string, string> query, LoginStep.AwaitCallback wait) = Shown();

        Assert.Null(wait.Accept($"?state={query["state"]}&code="));
    }

    [Fact]
    public void An_empty_error_beside_a_code_is_none()
    {
        (_, Dictionary<string, string> query, LoginStep.AwaitCallback wait) = Shown();

        Assert.Equal("the-code", wait.Accept($"?error=&code=the-code&state={query["state"]}")!.Code);
    }

    [Fact]
    public void An_error_without_a_description_is_told_by_its_name()
    {
        (BrowserLogin login, Dictionary<string, string> query, LoginStep.AwaitCallback wait) = Shown();

        LoginStep end = login.Next(new LoginEvent.CalledBack(wait.Accept($"?error=invalid_scope&state={query["state"]}")!), s_now);

        string message = Assert.IsType<LoginStep.Fail>(end).Reason.Message;
        Assert.Contains("Authorize: invalid_scope. ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_time_is_over_while_the_code_is_exchanged_it_is_the_service()
    {
        (BrowserLogin login, Dictionary<string, string> query, LoginStep.AwaitCallback wait) = Shown();
        login.Next(new LoginEvent.CalledBack(wait.Accept($"?code=the-code&state={query["state"]}")!), s_now);

        Assert.Equal(LeappErrorCode.PortalUnavailable, login.Timeout.Code);
        Assert.Contains("CreateToken: no answer in time", login.Timeout.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied", LeappErrorCode.LoginDenied)]
    [InlineData("server_error", LeappErrorCode.LoginFailed)]
    public void An_error_with_the_right_state_ends_the_login(string error, LeappErrorCode code)
    {
        (BrowserLogin login, Dictionary<string, string> query, LoginStep.AwaitCallback wait) = Shown();
        CallbackAnswer answer = wait.Accept($"?error={error}&error_description=because+of+it&state={query["state"]}")!;

        LoginStep end = login.Next(new LoginEvent.CalledBack(answer), s_now);

        LeappException reason = Assert.IsType<LoginStep.Fail>(end).Reason;
        Assert.Equal(code, reason.Code);
        Assert.Contains("because of it", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied")]
    [InlineData("server_error")]
    public void What_a_portal_says_steers_no_terminal(string error)
    {
        (BrowserLogin login, Dictionary<string, string> query, LoginStep.AwaitCallback wait) = Shown();
        CallbackAnswer answer = wait.Accept($"?error={error}&error_description=a%1b%5b2Jb%0d%0ac{new string('x', 2000)}&state={query["state"]}")!;

        string message = Assert.IsType<LoginStep.Fail>(login.Next(new LoginEvent.CalledBack(answer), s_now)).Reason.Message;

        Assert.DoesNotContain(message, char.IsControl);
        Assert.Contains(@"a\u001b[2Jb\u000d\u000ac", message, StringComparison.Ordinal);
        Assert.True(message.Length < 1000);
    }

    [Fact]
    public void Two_logins_share_no_secret()
    {
        Assert.NotEqual(Shown().Query["state"], Shown().Query["state"]);
        Assert.NotEqual(Shown().Query["code_challenge"], Shown().Query["code_challenge"]);
    }

    [Fact]
    public void A_browser_that_never_comes_back_is_a_timeout()
    {
        LoginStep end = Shown().Login.Next(new LoginEvent.TimePassed(), s_now.AddMinutes(10));

        Assert.Equal(LeappErrorCode.LoginTimeout, Assert.IsType<LoginStep.Fail>(end).Reason.Code);
    }

    private static (BrowserLogin Login, Dictionary<string, string> Query, LoginStep.AwaitCallback Wait) Shown()
    {
        BrowserLogin login = Login(s_client);
        LoginStep.Show show = Assert.IsType<LoginStep.Show>(login.Next(new LoginEvent.Begin(), s_now));
        Assert.StartsWith("https://oidc.eu-west-1.amazonaws.com/authorize?", show.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Null(show.UserCode);
        LoginStep.AwaitCallback wait = Assert.IsType<LoginStep.AwaitCallback>(login.Next(new LoginEvent.Shown(), s_now));
        return (login, QueryText.Read(show.Address.Query), wait);
    }

    private static BrowserLogin Login(ClientRegistration? registration) => new(
        new LoginGoal("acme", "https://acme.awsapps.com/start", "eu-west-1"),
        registration,
        s_now.AddMinutes(10),
        new Uri("https://oidc.eu-west-1.amazonaws.com/authorize"),
        s_redirect);
}
