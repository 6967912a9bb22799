using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeappSso.Emulator;

namespace LeappSso.Aws.Tests.Emulator;

/// <summary>Speaks the wire protocol of the portal without any SDK.</summary>
internal sealed class PortalClient(EmulatedPortal portal, HttpMessageHandler? handler = null, string? root = null) : IDisposable
{
    public const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    public const string Redirect = "http://127.0.0.1:43210/oauth/callback";

    private static readonly string[] s_scopes = ["sso:account:access"];
    private static readonly string[] s_redirects = ["http://127.0.0.1/oauth/callback"];

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri _root = root is null ? portal.Address : new Uri(root);

    public void Dispose() => _http.Dispose();

    public async Task<WireAnswer> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_root, path));
        return await SendAsync(request, token);
    }

    public async Task<WireAnswer> PostAsync(string path, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_root, path));
        request.Content = JsonContent.Create(body);
        request.Content.Headers.ContentType!.CharSet = null;
        await request.Content.LoadIntoBufferAsync();
        return await SendAsync(request, token);
    }

    public async Task<WireAnswer> PostFormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_root, path));
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(request, null);
    }

    public async Task<WireAnswer> SendAsync(HttpRequestMessage request, string? token = null)
    {
        if (token is not null)
        {
            request.Headers.Add("x-amz-sso_bearer_token", token);
        }

        using HttpResponseMessage answer = await _http.SendAsync(request);
        return new WireAnswer(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.TryGetValues("x-amzn-ErrorType", out IEnumerable<string>? type) ? type.Single() : null,
            answer.Headers.Location,
            answer.Headers.Date,
            answer.Headers.RetryAfter?.Delta);
    }

    public async Task<Credentials> RegisterAsync(params string[] grantTypes)
    {
        WireAnswer answer = await PostAsync("client/register", grantTypes.Contains("authorization_code")
            ? new
            {
                clientName = "LeappSso",
                clientType = "public",
                scopes = s_scopes,
                grantTypes,
                redirectUris = s_redirects,
                issuerUrl = portal.StartUrl.ToString(),
            }
            : new { clientName = "LeappSso", clientType = "public", scopes = s_scopes });
        return new Credentials(answer.Text("clientId"), answer.Text("clientSecret"));
    }

    public Task<WireAnswer> StartDeviceAsync(Credentials client, string? startUrl = null) => PostAsync(
        "device_authorization",
        new { clientId = client.Id, clientSecret = client.Secret, startUrl = startUrl ?? portal.StartUrl.ToString() });

    public Task<WireAnswer> PollAsync(Credentials client, string deviceCode) => PostAsync(
        "token", new { clientId = client.Id, clientSecret = client.Secret, grantType = DeviceGrant, deviceCode });

    public Task<WireAnswer> RefreshAsync(Credentials client, string refreshToken) => PostAsync(
        "token", new { clientId = client.Id, clientSecret = client.Secret, grantType = "refresh_token", refreshToken });

    public Task<WireAnswer> AuthorizeAsync(Credentials client, string verifier, string redirect = Redirect) =>
        GetAsync($"authorize?response_type=code&client_id={client.Id}&redirect_uri={Uri.EscapeDataString(redirect)}&state=st"
            + $"&code_challenge_method=S256&code_challenge={Challenge(verifier)}&scopes=sso%3Aaccount%3Aaccess");

    public Task<WireAnswer> RedeemAsync(Credentials client, string code, string codeVerifier, string redirectUri = Redirect) =>
        PostAsync("token", new
        {
            clientId = client.Id,
            clientSecret = client.Secret,
            grantType = "authorization_code",
            code,
            codeVerifier,
            redirectUri,
        });

    private static string Challenge(string verifier) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    internal sealed record Credentials(string Id, string Secret);
}

internal sealed record WireAnswer(
    HttpStatusCode Status,
    string Body,
    string? ErrorType,
    Uri? Location,
    DateTimeOffset? Date,
    TimeSpan? RetryAfter)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The OAuth error code.</summary>
    public string? Error => Json.TryGetProperty("error", out JsonElement error) ? error.GetString() : null;

    public string Text(string name) => Json.GetProperty(name).GetString()!;

    public string LocationQuery(string name) =>
        System.Web.HttpUtility.ParseQueryString(Location!.Query)[name] ?? throw new KeyNotFoundException(name);
}
