using System.Globalization;
using System.Text;
using System.Text.Json;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The file of a login, which other tools write too.</summary>
internal sealed class TokenFileTarget() : FuzzTarget("token file", "what is read, written and read again is the same, and ASCII; the values are those of a second reader; no secret in the reason")
{
    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        $"{{\"startUrl\": \"https://acme.awsapps.com/start\", \"region\": \"us-west-2\", \"accessToken\": \"{Demand.Secret}\", \"expiresAt\": \"2024-12-12T23:02:38Z\", \"clientId\": \"c\", \"clientSecret\": \"{Demand.Secret}\","
            + $" \"registrationExpiresAt\": \"2025-01-20T23:08:06Z\", \"refreshToken\": \"{Demand.Secret}\"}}",
        $"{{\r\n  \"accessToken\": \"{Demand.Secret}\",\r\n  \"expiresAt\": \"2024-12-12T23:02:38.1234567Z\",\r\n  \"refreshToken\": null,\r\n  \"region\": \"eu-west-1\",\r\n  \"startUrl\": \"https:\\/\\/a\\u002Bb\"\r\n}}\r\n",
        $"\ufeff{{\"startUrl\":\"https://x\",\"accessToken\":\"a\",\"expiresAt\":\"2024-01-01T00:00:00UTC\",\"later\":{{\"a\":[1,-2e3,\"é\"]}},\"né\":\"\\ud83d\\ude80\"}}\"}}",
        "{\"startUrl\":\"https://x\",\"accessToken\":\"a\",\"expiresAt\":\"2024-01-01 00:00:00+0900\"}");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "\"accessToken\":", "\"startUrl\":", "\"expiresAt\":", "\"refreshToken\":", "\"region\":", "\"later\":", "\"\":", ",\"a\":1", "\"2024-12-12T23:02:38Z\"", "\"2024-12-12T23:02:38+02:00\"", "UTC", "{\"a\":{\"b\":[]}}",
        "\\u0022", "\\n", "\\/", "\\x", "\u007f", "access\\u0054oken", Demand.Secret);

    internal override void Check(byte[] input)
    {
        TokenReading reading = TokenFile.Read(input, "token.json");
        if (reading.Token is not { } token)
        {
            Demand.Message(reading.Problem!);
            Demand.That(!IsGood(input), "a good login is refused");
            return;
        }

        byte[] written = TokenFile.Write(token);
        Demand.That(Ascii.IsValid(written), "the file is not ASCII");
        SsoToken? again = TokenFile.Read(written, "token.json").Token;
        Demand.That(again is not null, "what was written is refused");
        Demand.SameBytes(written, TokenFile.Write(again!), "written once more");
        Demand.Same(
            (token.StartUrl, token.Region, token.AccessToken, token.ClientId, token.ClientSecret, token.RefreshToken),
            (again!.StartUrl, again.Region, again.AccessToken, again.ClientId, again.ClientSecret, again.RefreshToken),
            "the members");
        Demand.Same(token.ExpiresAt.ToUnixTimeSeconds(), again.ExpiresAt.ToUnixTimeSeconds(), "the end");
        Demand.That(token.OtherMembers.Keys.SequenceEqual(again.OtherMembers.Keys), "the other members");
        Demand.That(!token.ToString().Contains(token.AccessToken, StringComparison.Ordinal) || token.StartUrl.Contains(token.AccessToken, StringComparison.Ordinal) || token.AccessToken.Length < 30, "the text form has the token");
        if (Whole(input) is { } members)
        {
            Demand.Same(members["accessToken"], token.AccessToken, "the access token of the second reader");
            Demand.Same(members["startUrl"], token.StartUrl, "the start URL of the second reader");
        }
    }

    private static bool IsGood(byte[] input) =>
        Whole(input) is { } members
        && members.GetValueOrDefault("accessToken") is { Length: > 0 } && members.GetValueOrDefault("startUrl") is { Length: > 0 }
        && DateTime.TryParseExact(members.GetValueOrDefault("expiresAt"), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The texts in a file that is one whole JSON object of valid text; null for another.</summary>
    private static Dictionary<string, string?>? Whole(byte[] input)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(input.AsMemory(input.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0));
            Dictionary<string, string?> members = [];
            foreach (JsonProperty member in json.RootElement.EnumerateObject())
            {
                members[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
                _ = member.Value.Clone().ToString();
            }

            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
