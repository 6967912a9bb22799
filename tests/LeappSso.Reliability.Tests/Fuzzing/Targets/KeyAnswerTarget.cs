using LeappSso.Ports;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>What a portal answers to the call for keys and to the end of a login.</summary>
internal sealed class KeyAnswerTarget() : AnswerTarget("role key answers", "whole keys that end between 1970 and 9999, or a ServiceException that says nothing secret")
{
    internal override string Mended => "a refusal repeated the whole answer, as the SDK words it";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        Of(200, $"{{\"roleCredentials\":{{\"accessKeyId\":\"ASIA\",\"secretAccessKey\":\"{Demand.Secret}\",\"sessionToken\":\"{Demand.Secret}\",\"expiration\":1893456000000}}}}"),
        Of(200, "{\"roleCredentials\":null}"), Of(200, "{\"roleCredentials\":{\"accessKeyId\":null,\"expiration\":\"1\"}}"), Of(200, "{}"), Of(403, "{\"message\":\"ForbiddenException\"}", "x-amzn-ErrorType: ForbiddenException\n"),
        Of(401, "{\"message\":\"Session token not found or invalid\"}", "x-amzn-ErrorType: UnauthorizedException:http://internal.amazon.com/\n"), Of(404, ""), Of(503, "<html></html>", "Content-Type: text/html\n"));

    protected override async Task CallAsync()
    {
        if (Turn % 4 == 0)
        {
            await TryAsync(async () =>
            {
                await Portal.LogoutAsync(Sent, CancellationToken.None);
                return Portal;
            });
            return;
        }

        RoleKeys? keys = await TryAsync(() => Portal.GetRoleCredentialsAsync(Sent, "000000000001", "Admin", CancellationToken.None));
        Demand.That(keys is null or { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 }, "keys that are not whole");
        Demand.That(keys is null || (keys.ExpiresAt > DateTimeOffset.UnixEpoch && keys.ExpiresAt.Year <= 9999), "the end of the keys");
        Demand.That(keys is null || Status is >= 200 and < 300, "a refusal is taken for keys");
    }
}
