using System.Text.Json;
using System.Text.Unicode;
using LeappSso.Ports;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>What a portal answers to the two calls of a listing.</summary>
internal sealed class ListingAnswerTarget() : AnswerTarget("listing answers", "a page or a ServiceException that says nothing secret; accounts and roles are those of a second reader; a page without its list, or with a nameless thing in it, is none")
{
    internal override string Mended => "half of a character in JSON ended the command by an exception of the framework";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        Of(200, "{\"accountList\":[{\"accountId\":\"000000000001\",\"accountName\":\"prod\",\"emailAddress\":\"a@b\"},{\"accountId\":2,\"accountName\":null}],\"nextToken\":\"n\"}"),
        Of(200, "{\"roleList\":[{\"roleName\":\"Admin\",\"accountId\":\"000000000001\"},{\"roleName\":\"\"}],\"nextToken\":null}"),
        Of(429, "{\"message\":\"Too many\"}", "x-amzn-ErrorType: TooManyRequestsException:\nRetry-After: 2\n"),
        Of(401, "{\"message\":\"Session token not found or invalid\",\"__type\":\"com.amazonaws.switchboard.portal#UnauthorizedException\"}"),
        Of(403, "<html><body>Blocked</body></html>", "Content-Type: text/html; charset=utf-8\n"), Of(500, ""), Of(200, ""), Of(302, "", "Location: https://login.example/\n"), Of(200, "{\"accountList\":null}"));

    protected override async Task CallAsync()
    {
        PortalPage<PortalAccount>? accounts = await TryAsync(() => Portal.ListAccountsAsync(Sent, null, CancellationToken.None));
        PortalPage<string>? roles = await TryAsync(() => Portal.ListAccountRolesAsync(Sent, "000000000001", "n x&", CancellationToken.None));
        // What is wrong with a text is seen only where it is taken.
        if (!Utf8.IsValid(Body) || Body.Contains((byte)'\\'))
        {
            return;
        }

        Demand.That(accounts is null || accounts.Items.All(a => a is { Id.Length: >= 12 } && !string.IsNullOrWhiteSpace(a.Id)), "an account without an id");
        Demand.That(roles is null || roles.Items.All(r => !string.IsNullOrWhiteSpace(r)), "a role without a name");
        DemandCount(CountOf("accountList", "accountId"), accounts?.Items.Count, "the number of accounts");
        DemandCount(CountOf("roleList", "roleName"), roles?.Items.Count, "the number of roles");
    }

    private void DemandCount(int? expected, int? actual, string what) => Demand.Same(MayBePage && actual is null ? null : expected, actual, what);

    /// <summary>How many objects a list has; null where the answer is a refusal, lacks the list, or has one in it without the member that names it.</summary>
    private int? CountOf(string list, string member)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(Body);
            return Status is >= 200 and < 300 && Last(json.RootElement, list) is { ValueKind: JsonValueKind.Array } array && array.EnumerateArray().All(e => Names(e, member))
                ? array.GetArrayLength()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Names(JsonElement element, string member) => Last(element, member) is { } value
        && (value.ValueKind == JsonValueKind.Number || (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())));

    private static JsonElement? Last(JsonElement json, string name)
    {
        JsonElement? found = null;
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            found = member.NameEquals(name) ? member.Value : found;
        }

        return found;
    }
}
