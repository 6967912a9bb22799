using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace LeappSso.Reliability.Tests;

/// <summary>Every fault that is tried.</summary>
internal static class FaultList
{
    /// <summary>How far the clock of AWS goes wrong.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromHours(5);

    internal static IReadOnlyList<Fault> All { get; } =
    [
        new("no answer", FaultKind.Silent, SilenceAsync) { Replaces = true },
        Fault.Broken("connection refused", () => Transport(HttpRequestError.ConnectionError, new SocketException((int)SocketError.ConnectionRefused))),
        Fault.Broken("connection reset", () => Transport(HttpRequestError.Unknown, new IOException("broken", new SocketException((int)SocketError.ConnectionReset)))),
        Fault.Broken("name unknown", () => Transport(HttpRequestError.NameResolutionError, new SocketException((int)SocketError.HostNotFound))),
        Fault.Broken("certificate refused", () => Transport(HttpRequestError.SecureConnectionError, new AuthenticationException("not trusted"))),
        Fault.Body("cut off in the middle", FaultKind.Broken, (body, around) => Coming(body[..(body.Length / 2)], around.Time, BodyEnd.Broken)) with { Fits = HasBody },
        Fault.Body("half the text", FaultKind.Broken, (body, _) => new ByteArrayContent(body[..(body.Length / 2)])) with { Fits = HasBody },
        Fault.Body("body in 20 seconds", FaultKind.Harmless, (body, around) => Coming(body, around.Time, BodyEnd.Slow)) with { Fits = HasBody },
        Fault.Body("body without end", FaultKind.Silent, (body, around) => Coming(body, around.Time, BodyEnd.Never)),
        Fault.Instead("empty, 200", FaultKind.Broken, _ => Empty(200)) with { Fits = HasBody },
        Fault.Instead("empty, 500", FaultKind.Broken, _ => Empty(500)),
        Fault.Instead("empty, 503", FaultKind.Broken, _ => Empty(503)),
        Fault.Instead("page, 200", FaultKind.Stranger, _ => Page(200)),
        Fault.Instead("page, 403", FaultKind.Stranger, _ => Page(403)),
        Fault.Instead("page, 503", FaultKind.Broken, _ => Page(503)),
        Fault.Instead("redirect, 302", FaultKind.Stranger, _ => Redirect()),
        Fault.Instead("proxy login, 407", FaultKind.Stranger, _ => Empty(407)),
        Fault.Instead("400", FaultKind.Refused, around => Error(around, 400)),
        Fault.Instead("401", FaultKind.Unauthorized, around => Error(around, 401)),
        Fault.Instead("401, empty", FaultKind.Unauthorized, _ => Empty(401)) with { IsBare = true },
        Fault.Instead("403", FaultKind.Forbidden, around => Error(around, 403)),
        Fault.Instead("403, empty", FaultKind.Forbidden, _ => Empty(403)) with { IsBare = true },
        Fault.Instead("404", FaultKind.NotFound, around => Error(around, 404)),
        Fault.Instead("429", FaultKind.Throttled, around => Error(around, 429)),
        Fault.Instead("429, empty", FaultKind.Throttled, _ => Empty(429)) with { IsBare = true },
        Fault.Instead("429, Retry-After 7", FaultKind.Throttled, around => Later(Error(around, 429), 7)),
        Fault.Instead("500", FaultKind.Broken, around => Error(around, 500)),
        Fault.Instead("invalid_grant", FaultKind.GrantEnded, _ => OAuth("invalid_grant")) with { Fits = IsToken },
        Fault.Instead("expired_token", FaultKind.CodeExpired, _ => OAuth("expired_token")) with { Fits = IsToken },
        Fault.Instead("no members", FaultKind.Incomplete, around => Members(around, "{}")) with { Fits = HasBody },
        Fault.Body("members are null", FaultKind.Incomplete, ChangedAnswer.Null) with { Fits = IsJson },
        Fault.Body("members of other types", FaultKind.Broken, ChangedAnswer.OtherTypes) with
        {
            Fits = IsJson, KindFor = call => call == Call.GetSigninToken ? FaultKind.Incomplete : null,
        },
        Fault.Instead("a list, not an object", FaultKind.Incomplete, around => Members(around, "[]")) with { Fits = HasBody },
        Fault.Body("huge numbers", FaultKind.Broken, ChangedAnswer.HugeNumbers) with
        {
            // Times may be as late as they like; spans in seconds have 32 bits in the API models.
            Fits = HasNumber, KindFor = call => call is Call.RegisterClient or Call.GetRoleCredentials ? FaultKind.Harmless : null,
        },
        Fault.Body("names of 100,000 letters", FaultKind.Harmless, ChangedAnswer.HugeNames) with { Fits = call => call == Call.ListAccounts },
        Fault.Body("negative numbers", FaultKind.Harmless, ChangedAnswer.NegativeNumbers) with
        {
            Fits = HasNumber, KindFor = call => call == Call.GetRoleCredentials ? FaultKind.Incomplete : null,
        },
        Fault.Body("a megabyte of blanks before it", FaultKind.Harmless, ChangedAnswer.Padded) with { Fits = HasBody },
        new("clock 5 h ahead", FaultKind.Harmless, (answer, around, token) => ChangedAnswer.SkewAsync(answer, around, s_skew, token)) { IsSkew = true },
        new("clock 5 h behind", FaultKind.Harmless, (answer, around, token) => ChangedAnswer.SkewAsync(answer, around, -s_skew, token)) { IsSkew = true },
    ];

    private static bool HasBody(Call call) => call != Call.Logout;

    private static bool IsJson(Call call) => call is not (Call.Logout or Call.AssumeRole or Call.Probe);

    private static bool IsToken(Call call) => call is Call.CreateTokenByCode or Call.CreateTokenByDevice or Call.CreateTokenByRefresh;

    private static bool HasNumber(Call call) =>
        IsToken(call) || call is Call.RegisterClient or Call.StartDeviceAuthorization or Call.GetRoleCredentials;

    private static async Task<HttpResponseMessage> SilenceAsync(HttpResponseMessage answer, Surroundings around, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, around.Time, cancellationToken);
        return answer;
    }

    private static StreamContent Coming(byte[] body, SteppingTime time, BodyEnd end) => new(new TroubledBody(body, time, end));

    private static HttpRequestException Transport(HttpRequestError error, Exception cause) => new(error, cause.Message, cause);

    private static HttpResponseMessage Empty(int status) => new((HttpStatusCode)status) { Content = new ByteArrayContent([]) };

    private static HttpResponseMessage Page(int status) => new((HttpStatusCode)status)
    {
        Content = new StringContent("<!doctype html><title>Sign in to the network</title><p>Please sign in.", Encoding.UTF8, "text/html"),
    };

    private static HttpResponseMessage Redirect()
    {
        HttpResponseMessage answer = Empty(302);
        answer.Headers.Location = new Uri("https://wifi.example/login");
        return answer;
    }

    private static HttpResponseMessage Error(Surroundings around, int status)
    {
        if (around.Call == Call.AssumeRole)
        {
            return StsError(status);
        }

        if (around.Call == Call.GetSigninToken)
        {
            return Empty(status);
        }

        (int code, string type, System.Text.Json.Nodes.JsonObject body) = PortalState.Error(around, status);
        return PortalState.Json(body, code, type);
    }

    private static HttpResponseMessage StsError(int status)
    {
        (int sent, string code) = status switch
        {
            400 => (400, "ValidationError"),
            401 => (403, "ExpiredToken"),
            403 => (403, "AccessDenied"),
            404 => (404, "NotFound"),
            429 => (400, "Throttling"),
            _ => (500, "InternalFailure"),
        };
        return PortalState.Xml(
            $"""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>{code}</Code><Message>Said by STS</Message></Error></ErrorResponse>""",
            sent);
    }

    private static HttpResponseMessage OAuth(string code) => PortalState.Json(
        PortalState.OAuth(code), 400, code == "invalid_grant" ? "InvalidGrantException" : "ExpiredTokenException");

    private static HttpResponseMessage Later(HttpResponseMessage answer, int seconds)
    {
        answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    private static HttpResponseMessage Members(Surroundings around, string json) => around.Call == Call.AssumeRole
        ? PortalState.Xml(json == "{}" ? """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"/>""" : "<other/>")
        : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
