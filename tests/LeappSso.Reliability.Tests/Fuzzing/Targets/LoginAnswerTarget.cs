using LeappSso.Ports;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>What the login service answers.</summary>
internal sealed class LoginAnswerTarget() : AnswerTarget("login answers", "a client, code or token that is whole and whose times can be reckoned with, or a ServiceException that says nothing secret; no page but http(s)")
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ClientRegistration s_client = new("c", Sent, new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal override string Mended => "the same; an address that .NET itself stumbles over ended the command by an exception; a request id of invisible characters was written out without end";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        Of(200, $"{{\"clientId\":\"c\",\"clientSecret\":\"{Demand.Secret}\",\"clientIdIssuedAt\":1,\"clientSecretExpiresAt\":1893456000}}"),
        Of(200, $"{{\"deviceCode\":\"{Demand.Secret}\",\"userCode\":\"ABCD-EFGH\",\"verificationUri\":\"https://device.sso.eu-west-1.amazonaws.com/\",\"verificationUriComplete\":\"https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD\","
            + "\"expiresIn\":600,\"interval\":1}"),
        Of(200, $"{{\"accessToken\":\"{Demand.Secret}\",\"tokenType\":\"Bearer\",\"expiresIn\":28800,\"refreshToken\":\"{Demand.Secret}\"}}"),
        Of(400, "{\"error\":\"authorization_pending\",\"error_description\":null}"), Of(400, "{\"error\":\"slow_down\"}", "x-amzn-ErrorType: SlowDownException\n"), Of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}"),
        Of(401, "{\"error\":\"invalid_client\"}"), Of(400, "{\"error\":5}"), Of(500, ""), Of(200, "{}"), Of(407, "<html>", "Content-Type: text/html\n"));

    protected override Task CallAsync() => (Turn % 3) switch { 0 => RegisterAsync(), 1 => StartAsync(), _ => CreateAsync() };

    private async Task RegisterAsync()
    {
        if (await TryAsync(() => Oidc.RegisterClientAsync(new ClientRegistrationRequest(null, null, null, ["sso:account:access"]), CancellationToken.None)) is { } client)
        {
            Demand.That(client is { ClientId.Length: > 0, ClientSecret.Length: > 0 } && client.ExpiresAt > DateTimeOffset.UnixEpoch, "a client that is not whole");
            DemandSuccess();
        }
    }

    private async Task StartAsync()
    {
        if (await TryAsync(() => Oidc.StartDeviceAuthorizationAsync(s_client, "https://acme.awsapps.com/start", CancellationToken.None)) is { } device)
        {
            Demand.That(device.DeviceCode.Length > 0 && s_now + device.ExpiresIn > DateTimeOffset.MinValue && device.Interval is null or { Ticks: > 0 }, "a device code that is not whole");
            Demand.That(new Uri(device.VerificationUriComplete ?? device.VerificationUri).Scheme is "http" or "https" && new Uri(device.VerificationUri).Scheme is "http" or "https", "a page that is none");
            DemandSuccess();
        }
    }

    private async Task CreateAsync()
    {
        if (await TryAsync(() => Oidc.CreateTokenAsync(new DeviceCodeTokenRequest(s_client, "d"), CancellationToken.None)) is { } token)
        {
            Demand.That(token.AccessToken.Length > 0 && token.RefreshToken is null or { Length: > 0 } && s_now + token.ExpiresIn > DateTimeOffset.MinValue, "a token that is not whole");
            DemandSuccess();
        }
    }

    private void DemandSuccess() => Demand.That(Status is >= 200 and < 300, "a refusal is taken for an answer");
}
