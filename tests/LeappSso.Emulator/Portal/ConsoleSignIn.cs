using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace LeappSso.Emulator;

/// <summary>The federation endpoint of the AWS console: keys for a sign-in token, and that token for a page. It refuses with pages, as the live one does.</summary>
internal sealed class ConsoleSignIn(EmulatorClock clock, RoleKeyIssuer keys)
{
    private static readonly TimeSpan s_tokenLife = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, SignIn> _issued = new(StringComparer.Ordinal);

    public Answer GetToken(ServiceRequest request)
    {
        if (request.Required("Action") != "getSigninToken")
        {
            return ServiceError.Malformed(request.Model, "federation: the action is not getSigninToken");
        }

        TimeSpan? duration = null;
        if (request.Text("SessionDuration") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds is < 900 or > 43200)
            {
                return Refuse();
            }

            duration = TimeSpan.FromSeconds(seconds);
        }

        if (OwnerOf(request.Required("Session")) is not { } owner || owner.ExpiresAt <= clock.Now)
        {
            return Refuse();
        }

        string token = RandomText.Token("signin-", 96);
        _issued[token] = new SignIn(owner, duration, clock.Now + s_tokenLife);
        return Answer.Json(token, static (json, issued) => json.WriteString("SigninToken", issued));
    }

    public Answer Login(ServiceRequest request)
    {
        if (request.Required("Action") != "login"
            || !Uri.TryCreate(request.Required("Destination"), UriKind.Absolute, out Uri? destination)
            || destination.Scheme != Uri.UriSchemeHttps)
        {
            return ServiceError.Malformed(request.Model, "federation: no login, or a destination that is no https address");
        }

        if (!_issued.TryGetValue(request.Required("SigninToken"), out SignIn? signIn) || signIn.EndsAt <= clock.Now)
        {
            return Refuse();
        }

        // The live one redirects to the console; here nothing is outside this machine.
        string life = signIn.Duration is { } duration ? $"for {duration.TotalSeconds:0} seconds" : "for as long as the keys live";
        return PageLayout.Page(200, "Signed in to the console", $"""
            <p><span id="account">{signIn.Owner.AccountId}</span> as <span id="role">{PageLayout.Text(signIn.Owner.RoleName)}</span>, {life}.</p>
            <p>You would now see <span id="destination">{PageLayout.Text(destination.AbsoluteUri)}</span>.</p>
            """);
    }

    private RoleKeys? OwnerOf(string session)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(session);
            return json.RootElement.GetProperty("sessionId").GetString() is { } id
                && keys.Find(id) is { } owner
                && json.RootElement.GetProperty("sessionKey").GetString() == owner.SecretAccessKey
                && json.RootElement.GetProperty("sessionToken").GetString() == owner.SessionToken ? owner : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Answer Refuse() => PortalPages.Problem(400, "Invalid credentials parameter", "The request sent by the client was syntactically incorrect.");

    private sealed record SignIn(RoleKeys Owner, TimeSpan? Duration, DateTimeOffset EndsAt);
}
