using System.Globalization;
using System.Text;
using System.Text.Json;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// The bytes of a token file. Written as AWS CLI v2 writes them (<c>json.dumps</c> of Python: one line, fixed order, blanks after
/// comma and colon, ASCII only, no final newline, no null); read with tolerance for what other tools write.
/// </summary>
internal static class TokenFile
{
    private static readonly string[] s_members =
        ["startUrl", "region", "accessToken", "expiresAt", "clientId", "clientSecret", "registrationExpiresAt", "refreshToken"];

    /// <summary>Writes a token.</summary>
    internal static byte[] Write(SsoToken token)
    {
        StringBuilder text = new("{");
        Append(text, "startUrl", token.StartUrl);
        Append(text, "region", token.Region);
        Append(text, "accessToken", token.AccessToken);
        Append(text, "expiresAt", TokenDates.Write(token.ExpiresAt));
        Append(text, "clientId", token.ClientId);
        Append(text, "clientSecret", token.ClientSecret);
        Append(text, "registrationExpiresAt", token.RegistrationExpiresAt is { } end ? TokenDates.Write(end) : null);
        Append(text, "refreshToken", token.RefreshToken);
        foreach ((string name, string json) in token.OtherMembers)
        {
            Begin(text, name).Append(json);
        }

        return Encoding.ASCII.GetBytes(text.Append('}').ToString());
    }

    /// <summary>Reads a token.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="path">Its path, for the problem.</param>
    internal static TokenReading Read(ReadOnlySpan<byte> bytes, string path)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        Utf8JsonReader reader = new(bytes.StartsWith(mark) ? bytes[3..] : bytes, isFinalBlock: true, state: default);
        try
        {
            // Only the first value is read: two writers that both truncate first leave garbage behind it (boto/botocore#3213).
            if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? json))
            {
                return Unusable(path, "it ends too early");
            }

            using (json)
            {
                return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement, path) : Unusable(path, "it holds no JSON object");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is no valid UTF-8, or half of a surrogate pair.
            return Unusable(path, "it is no valid JSON");
        }
    }

    private static TokenReading Read(JsonElement json, string path)
    {
        string? accessToken = Text(json, "accessToken");
        string? startUrl = Text(json, "startUrl");
        DateTimeOffset? expiresAt = TokenDates.Read(Text(json, "expiresAt"));
        if (string.IsNullOrEmpty(accessToken) || string.IsNullOrEmpty(startUrl) || expiresAt is null)
        {
            return Unusable(path, "accessToken, startUrl or expiresAt is missing or unreadable");
        }

        Dictionary<string, string> others = [];
        foreach (JsonProperty member in json.EnumerateObject().Where(m => !s_members.Contains(m.Name, StringComparer.Ordinal)))
        {
            others[member.Name] = ToAscii(member.Value.GetRawText());
        }

        return new TokenReading(
            new SsoToken
            {
                StartUrl = startUrl,
                Region = Text(json, "region"),
                AccessToken = accessToken,
                ExpiresAt = expiresAt.Value,
                ClientId = Text(json, "clientId"),
                ClientSecret = Text(json, "clientSecret"),
                RegistrationExpiresAt = TokenDates.Read(Text(json, "registrationExpiresAt")),
                RefreshToken = Text(json, "refreshToken"),
                OtherMembers = others,
            },
            null);
    }

    private static TokenReading Unusable(string path, string reason) =>
        new(null, $"The login in {path} cannot be used: {reason}. It is left as it is until a new login replaces it.");

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            Quote(Begin(text, name), value);
        }
    }

    private static StringBuilder Begin(StringBuilder text, string name)
    {
        if (text.Length > 1)
        {
            text.Append(", ");
        }

        return Quote(text, name).Append(": ");
    }

    /// <summary>A string as Python's json.dumps writes it: short escapes where there are some, lower-case \uXXXX beyond ASCII.</summary>
    private static StringBuilder Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"');
    }

    /// <summary>Raw JSON with every character beyond ASCII escaped, so that the whole file stays ASCII.</summary>
    private static string ToAscii(string json)
    {
        StringBuilder ascii = new(json.Length);
        foreach (char c in json)
        {
            _ = c > '~' ? ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : ascii.Append(c);
        }

        return ascii.ToString();
    }
}
