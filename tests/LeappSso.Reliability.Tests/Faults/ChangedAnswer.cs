using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeappSso.Reliability.Tests;

/// <summary>True answers with other values in them.</summary>
internal static partial class ChangedAnswer
{
    private const int Padding = 1 << 20;
    private const int HugeName = 100_000;

    internal static HttpContent Null(byte[] body, Surroundings around) => Json(Change(body, _ => null));

    internal static HttpContent OtherTypes(byte[] body, Surroundings around) => Json(Change(body, OtherType));

    internal static HttpContent HugeNumbers(byte[] body, Surroundings around) => Json(Change(body, v => IsNumber(v) ? long.MaxValue : v?.DeepClone()));

    internal static HttpContent NegativeNumbers(byte[] body, Surroundings around) => Json(Change(body, v => IsNumber(v) ? -1 : v?.DeepClone()));

    internal static HttpContent HugeNames(byte[] body, Surroundings around) =>
        new StringContent(Encoding.UTF8.GetString(body).Replace("acme-", new string('x', HugeName), StringComparison.Ordinal), Encoding.UTF8, "application/json");

    internal static HttpContent Padded(byte[] body, Surroundings around) => new ByteArrayContent([.. Enumerable.Repeat((byte)' ', Padding), .. body]);

    /// <summary>The answer of a service whose clock is so much ahead: its date, and each time in its body.</summary>
    internal static async Task<HttpResponseMessage> SkewAsync(
        HttpResponseMessage answer, Surroundings around, TimeSpan ahead, CancellationToken cancellationToken)
    {
        HttpContent content = answer.Content;
        string text = await content.ReadAsStringAsync(cancellationToken);
        text = Seconds().Replace(text, m => m.Groups[1].Value + (Number(m) + (long)ahead.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        text = Milliseconds().Replace(text, m => m.Groups[1].Value + (Number(m) + (long)ahead.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        text = InXml().Replace(text, m => m.Groups[1].Value + DateTimeOffset.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture).Add(ahead)
            .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        answer.Content = new StringContent(text);
        answer.Content.Headers.ContentType = content.Headers.ContentType;
        answer.Headers.Date = around.Time.GetUtcNow() + ahead;
        return answer;
    }

    private static long Number(Match match) => long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);

    /// <summary>Every value in an answer, lists and objects looked into.</summary>
    private static JsonObject Change(byte[] body, Func<JsonNode?, JsonNode?> change)
    {
        JsonObject changed = [];
        foreach ((string name, JsonNode? value) in JsonNode.Parse(body)!.AsObject())
        {
            changed[name] = value is JsonObject inner ? Change(Encoding.UTF8.GetBytes(inner.ToJsonString()), change) : change(value);
        }

        return changed;
    }

    private static JsonNode OtherType(JsonNode? value) => value is JsonArray ? "text" : IsNumber(value) ? "text" : new JsonArray(1, 2);

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number;

    private static StringContent Json(JsonNode json) => new(json.ToJsonString(), Encoding.UTF8, "application/json");

    [GeneratedRegex("""("(?:clientIdIssuedAt|clientSecretExpiresAt)":)(\d+)""")]
    private static partial Regex Seconds();

    [GeneratedRegex("""("expiration":)(\d+)""")]
    private static partial Regex Milliseconds();

    [GeneratedRegex("(<Expiration>)([^<]+)")]
    private static partial Regex InXml();
}
