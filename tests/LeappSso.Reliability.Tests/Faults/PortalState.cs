using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace LeappSso.Reliability.Tests;

/// <summary>What a portal knows, and what it answers. All that is secret has the word <see cref="Secret"/> in it.</summary>
internal sealed class PortalState(SteppingTime time)
{
    /// <summary>Must stand in no message.</summary>
    internal const string Secret = "MARKED-SECRET";

    /// <summary>The login that is there before a command begins.</summary>
    internal const string KeptAccess = $"{Secret}-access-kept";

    /// <summary>What renews it.</summary>
    internal const string KeptRefresh = $"{Secret}-refresh-kept";

    /// <summary>The client that got it.</summary>
    internal const string KeptClient = "client-kept";

    internal static readonly string[] Accounts = ["000000000001", "000000000002", "111111111111", "222222222222", "333333333333", "444444444444"];
    internal static readonly string[] Roles = ["Admin", "ReadOnly"];

    private const int AccountsInPage = 4;

    private readonly ConcurrentDictionary<string, bool> _access = new() { [KeptAccess] = true };
    private readonly ConcurrentDictionary<string, bool> _refresh = new() { [KeptRefresh] = true };
    private readonly ConcurrentDictionary<string, bool> _clients = new() { [KeptClient] = true };
    private int _serial;

    internal HttpResponseMessage Answer(Call call, HttpRequestMessage request, string body) => call switch
    {
        Call.RegisterClient => Json(Register()),
        Call.StartDeviceAuthorization => ByClient(body, _ => Json(StartDevice())),
        Call.CreateTokenByCode or Call.CreateTokenByDevice => ByClient(body, _ => Json(NewToken())),
        Call.CreateTokenByRefresh => ByClient(body, json => Json(_refresh.ContainsKey((string)json["refreshToken"]!) ? NewToken() : OAuth("invalid_grant"))),
        Call.Probe => Json(OAuth("invalid_client")),
        Call.GetSigninToken => Json(new JsonObject { ["SigninToken"] = New("signin") }),
        Call.AssumeRole => Xml(Assume()),
        _ => OfPortal(call, request),
    };

    /// <summary>The error of a service as it sends it.</summary>
    internal static (int Status, string Type, JsonObject Body) Error(Surroundings around, int status)
    {
        if (around.IsOidc)
        {
            (string code, string type) = status switch
            {
                401 => ("invalid_client", "InvalidClientException"),
                403 => ("access_denied", "AccessDeniedException"),
                429 => ("slow_down", "SlowDownException"),
                >= 500 => ("server_error", "InternalServerException"),
                _ => ("invalid_request", "InvalidRequestException"),
            };
            return (status, type, OAuth(code));
        }

        string name = status switch
        {
            400 => "InvalidRequestException",
            401 => "UnauthorizedException",
            403 => "ForbiddenException",
            404 => "ResourceNotFoundException",
            429 => "TooManyRequestsException",
            _ => "InternalServerException",
        };
        return (status, name, new JsonObject { ["message"] = "Said by the portal", ["__type"] = $"com.amazonaws.switchboard.portal#{name}" });
    }

    internal static JsonObject OAuth(string code) => new() { ["error"] = code, ["error_description"] = null };

    private HttpResponseMessage OfPortal(Call call, HttpRequestMessage request)
    {
        string token = request.Headers.GetValues("x-amz-sso_bearer_token").Single();
        if (!_access.ContainsKey(token))
        {
            return Json(new JsonObject { ["message"] = "Session token not found or invalid" }, 401, "UnauthorizedException");
        }

        string? next = HttpUtility.ParseQueryString(request.RequestUri!.Query)["next_token"];
        switch (call)
        {
            case Call.ListAccounts:
                int from = next is null ? 0 : int.Parse(next, CultureInfo.InvariantCulture);
                int to = Math.Min(Accounts.Length, from + AccountsInPage);
                return Json(new JsonObject
                {
                    ["nextToken"] = to < Accounts.Length ? to.ToString(CultureInfo.InvariantCulture) : null,
                    ["accountList"] = new JsonArray([.. Accounts[from..to].Select(a => new JsonObject { ["accountId"] = a, ["accountName"] = $"acme-{a[^3..]}" })]),
                });
            case Call.ListAccountRoles:
                return Json(new JsonObject
                {
                    ["nextToken"] = null,
                    ["roleList"] = new JsonArray([.. Roles.Select(r => new JsonObject { ["roleName"] = r, ["accountId"] = "000000000001" })]),
                });
            case Call.GetRoleCredentials:
                return Json(new JsonObject
                {
                    ["roleCredentials"] = new JsonObject
                    {
                        ["accessKeyId"] = $"ASIA{Interlocked.Increment(ref _serial):D4}",
                        ["secretAccessKey"] = New("key"),
                        ["sessionToken"] = New("session"),
                        ["expiration"] = time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds(),
                    },
                });
            default:
                _access.TryRemove(token, out _);
                return Json(null);
        }
    }

    private HttpResponseMessage ByClient(string body, Func<JsonObject, HttpResponseMessage> answer)
    {
        JsonObject json = JsonNode.Parse(body)!.AsObject();
        return _clients.ContainsKey((string)json["clientId"]!) ? answer(json) : Json(OAuth("invalid_client"), 401, "InvalidClientException");
    }

    private JsonObject Register()
    {
        string id = $"client{Interlocked.Increment(ref _serial)}";
        _clients[id] = true;
        return new JsonObject
        {
            ["clientId"] = id, ["clientSecret"] = New("client"), ["clientIdIssuedAt"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["clientSecretExpiresAt"] = time.GetUtcNow().AddDays(90).ToUnixTimeSeconds(), ["authorizationEndpoint"] = null, ["tokenEndpoint"] = null,
        };
    }

    private JsonObject StartDevice() => new()
    {
        ["deviceCode"] = New("device"), ["userCode"] = "ABCD-EFGH", ["verificationUri"] = "https://device.example/",
        ["verificationUriComplete"] = "https://device.example/?user_code=ABCD-EFGH", ["expiresIn"] = 600, ["interval"] = 1,
    };

    private JsonObject NewToken()
    {
        (string access, string refresh) = (New("access"), New("refresh"));
        (_access[access], _refresh[refresh]) = (true, true);
        return new JsonObject { ["accessToken"] = access, ["expiresIn"] = 28800, ["refreshToken"] = refresh, ["tokenType"] = "Bearer" };
    }

    private string Assume() => $"""
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleResult>
            <Credentials>
              <AccessKeyId>ASIA{Interlocked.Increment(ref _serial):D4}</AccessKeyId>
              <SecretAccessKey>{New("key")}</SecretAccessKey>
              <SessionToken>{New("session")}</SessionToken>
              <Expiration>{time.GetUtcNow().AddHours(1).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}</Expiration>
            </Credentials>
          </AssumeRoleResult>
        </AssumeRoleResponse>
        """;

    private string New(string kind) => $"{Secret}-{kind}-{Interlocked.Increment(ref _serial)}";

    private static HttpResponseMessage Json(JsonObject? body)
    {
        bool isError = body?.ContainsKey("error") is true;
        return Json(body, isError ? 400 : 200, (string?)body?["error"] switch
        {
            null => null,
            "invalid_client" => "InvalidClientException",
            _ => "InvalidGrantException",
        });
    }

    internal static HttpResponseMessage Json(JsonNode? body, int status, string? type)
    {
        HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new StringContent(body?.ToJsonString() ?? string.Empty, Encoding.UTF8, "application/json") };
        if (type is not null)
        {
            answer.Headers.TryAddWithoutValidation("x-amzn-ErrorType", type);
        }

        return answer;
    }

    internal static HttpResponseMessage Xml(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("text/xml")) };
}
