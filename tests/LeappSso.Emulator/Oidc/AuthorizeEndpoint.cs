using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>The authorization request of the code grant with PKCE, and the answer to its consent page.</summary>
internal sealed partial class AuthorizeEndpoint(EmulatorClock clock, ClientRegistry clients, ApprovalDesk desk)
{
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(10);

    public Answer Begin(ServiceRequest request)
    {
        if (Deviation(request) is { } reason)
        {
            return ServiceError.Malformed(request.Model, reason);
        }

        string redirect = request.Required("redirect_uri");
        if (clients.Find(request.Required("client_id")) is not { } client)
        {
            return PortalPages.Problem(400, "Unknown application", "This application is not registered, or no longer.");
        }

        if (!client.MayUse(GrantTypes.AuthorizationCode) || !client.MayRedirectTo(new Uri(redirect)))
        {
            return ServiceError.Malformed(request.Model, $"Authorize: '{redirect}' is no redirect URI of this client");
        }

        string state = request.Required("state");
        IReadOnlyList<string> scopes = request.Text("scopes")?.Split(' ') ?? client.Scopes;
        if (scopes.Except(client.Scopes).Any())
        {
            return Answer.Redirect(CodeLogin.Error(redirect, state, "invalid_scope"));
        }

        var login = new CodeLogin(
            client, scopes, clock.Now + s_codeLifetime, redirect, state, request.Required("code_challenge"));
        desk.Add(login);
        return login.State == LoginState.Pending
            ? PortalPages.Consent(login.Handle, scopes)
            : Answer.Redirect(login.Callback);
    }

    public Answer Decide(ServiceRequest request) =>
        desk.Find(request.Required("request")) is CodeLogin login && login.Decide(request.Required("decision") == "allow")
            ? Answer.Redirect(login.Callback)
            : PortalPages.Problem(400, "Nothing to decide", "This request is unknown, has ended or was decided before.");

    private static string? Deviation(ServiceRequest request)
    {
        if (request.Required("response_type") != "code" || request.Required("code_challenge_method") != "S256")
        {
            return "Authorize: only response_type=code with code_challenge_method=S256";
        }

        if (!ChallengeText().IsMatch(request.Required("code_challenge")))
        {
            return "Authorize: the code challenge is no base64url of a SHA-256";
        }

        return Uri.TryCreate(request.Required("redirect_uri"), UriKind.Absolute, out _)
            ? null
            : "Authorize: the redirect URI is no URI";
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{43}$")]
    private static partial Regex ChallengeText();
}
