using System.Security.Cryptography;
using System.Text;
using LeappSso.Ports;

namespace LeappSso.Login;

/// <summary>
/// Login by authorization code with PKCE (RFC 7636) in the browser of this machine. The request has the parameters that
/// AWS CLI v2 sends (<c>awscli/customizations/sso/utils.py</c>), among them <c>scopes</c> in the plural.
/// </summary>
internal sealed class BrowserLogin : LoginMachine
{
    /// <summary>The one path the service accepts on the loopback address.</summary>
    internal const string CallbackPath = "/oauth/callback";

    private readonly Uri _authorizePage;
    private readonly Uri _redirect;
    private readonly string _verifier = Base64Url(RandomNumberGenerator.GetBytes(48));
    private readonly string _state = Base64Url(RandomNumberGenerator.GetBytes(24));

    internal BrowserLogin(LoginGoal goal, ClientRegistration? registration, DateTimeOffset deadline, Uri authorizePage, Uri redirect)
        : base(goal, registration, deadline)
    {
        _authorizePage = authorizePage;
        _redirect = redirect;
        RegistrationRequest = new(
            ["authorization_code", "refresh_token"], "http://127.0.0.1" + CallbackPath, goal.SignInUrl, Scopes.All);
    }

    protected override ClientRegistrationRequest RegistrationRequest { get; }

    protected override LoginStep AfterRegistration(ClientRegistration client, DateTimeOffset now) =>
        new LoginStep.Show(Address(client), null, Deadline - now);

    protected override LoginStep OnEvent(LoginEvent happened, DateTimeOffset now) => happened switch
    {
        LoginEvent.Shown => new LoginStep.AwaitCallback(Accept, Deadline - now),
        LoginEvent.TimePassed => TimedOut(),
        LoginEvent.CalledBack { Answer.Error: "access_denied" } called => new LoginStep.Fail(LoginFailure.Denied(Goal, called.Answer.ErrorDescription)),
        LoginEvent.CalledBack { Answer.Code: { } code } =>
            new LoginStep.CreateToken(new AuthorizationCodeTokenRequest(Client!, code, _verifier, _redirect.AbsoluteUri)),
        LoginEvent.CalledBack called => new LoginStep.Fail(LoginFailure.From(Refusal(called.Answer), Goal)),
        _ => throw new InvalidOperationException($"A browser login cannot go on from {happened.GetType().Name}."),
    };

    /// <summary>Reads the query of a request to the callback path. Only the right state counts, also for errors.</summary>
    private CallbackAnswer? Accept(string query)
    {
        Dictionary<string, string> members = QueryText.Read(query);
        if (!members.TryGetValue("state", out string? state)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(_state)))
        {
            return null;
        }

        if (members.TryGetValue("error", out string? error) && error.Length > 0)
        {
            return new CallbackAnswer(null, error, members.GetValueOrDefault("error_description"));
        }

        return members.TryGetValue("code", out string? code) && code.Length > 0 ? new CallbackAnswer(code, null, null) : null;
    }

    private Uri Address(ClientRegistration client)
    {
        string challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));
        return new Uri(_authorizePage + QueryText.Write(
        [
            ("response_type", "code"),
            ("client_id", client.ClientId),
            ("redirect_uri", _redirect.AbsoluteUri),
            ("state", _state),
            ("code_challenge_method", "S256"),
            ("scopes", string.Join(' ', Scopes.All)),
            ("code_challenge", challenge),
        ]));
    }

    private static ServiceException Refusal(CallbackAnswer answer) =>
        new(ServiceFault.InvalidRequest, "Authorize", answer.ErrorDescription ?? string.Empty) { ErrorCode = answer.Error };

    private static string Base64Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
