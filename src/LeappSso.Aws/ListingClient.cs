using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>
/// The two calls a listing makes a thousand times, without the SDK: unsigned GETs whose paths, members and errors are those of the API
/// model (botocore/data/sso/2019-06-10/service-2.json). Over the generated client the first session comes late; docs/benchmarks.md has
/// the figures of both.
/// </summary>
internal sealed class ListingClient(HttpClient http, Uri address)
{
    private const string BearerHeader = "x-amz-sso_bearer_token";

    private static readonly string s_pageSize = ISsoPortal.LargestPage.ToString(CultureInfo.InvariantCulture);

    internal Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken) =>
        ListAsync("ListAccounts", "assignment/accounts?", "accountList", ToAccount, accessToken, nextToken, cancellationToken);

    internal Task<PortalPage<string>> ListAccountRolesAsync(
        string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken) => ListAsync(
        "ListAccountRoles", $"assignment/roles?account_id={Uri.EscapeDataString(accountId)}&", "roleList", r => Text(r, "roleName"),
        accessToken, nextToken, cancellationToken);

    private async Task<PortalPage<T>> ListAsync<T>(
        string operation,
        string path,
        string list,
        Func<JsonElement, T?> read,
        string accessToken,
        string? nextToken,
        CancellationToken cancellationToken)
        where T : class
    {
        string next = nextToken is null ? string.Empty : $"&next_token={Uri.EscapeDataString(nextToken)}";
        using HttpRequestMessage request = new(HttpMethod.Get, $"{address.AbsoluteUri.TrimEnd('/')}/{path}max_result={s_pageSize}{next}");
        request.Headers.TryAddWithoutValidation(BearerHeader, accessToken);
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? AnswerJson.Read(body, json => ToPage(json, list, read)) : throw Refusal(operation, answer, body);
        }
        catch (AnswerException e)
        {
            throw new ServiceException(e.Fault, operation, e.Message) { StatusCode = e.Status, Host = address.Authority };
        }
        catch (JsonException)
        {
            throw new ServiceException(ServiceFault.Unavailable, operation, ServiceFaults.NotAsSent) { Host = address.Authority };
        }
    }

    private static PortalPage<T> ToPage<T>(JsonElement json, string list, Func<JsonElement, T?> read)
        where T : class
    {
        // What is not listed gets removed here, so only a list that is there counts, and only whole.
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty(list, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException();
        }

        List<T> items = [];
        foreach (JsonElement element in array.EnumerateArray())
        {
            items.Add((element.ValueKind == JsonValueKind.Object ? read(element) : null) ?? throw new JsonException());
        }

        return new PortalPage<T>(items, Text(json, "nextToken"));
    }

    private ServiceException Refusal(string operation, HttpResponseMessage answer, byte[] body)
    {
        int status = (int)answer.StatusCode;
        string? type = Header(answer.Headers, "x-amzn-ErrorType")?.Split(':')[0];
        return new ServiceException(ServiceFaults.ByStatus(status), operation, Message(body))
        {
            StatusCode = status,
            ErrorCode = type,
            RequestId = Header(answer.Headers, "x-amzn-RequestId"),
            Host = address.Authority,
            RetryAfter = answer.Headers.RetryAfter?.Delta,
        };
    }

    private static string Message(byte[] body)
    {
        try
        {
            return AnswerJson.Read(body, json => json.ValueKind == JsonValueKind.Object ? Text(json, "message") : null) ?? string.Empty;
        }
        catch (JsonException)
        {
            return string.Empty;
        }
    }

    private static PortalAccount? ToAccount(JsonElement account) => Text(account, "accountId") is { } id
        ? new PortalAccount(id.PadLeft(12, '0'), Text(account, "accountName"), Text(account, "emailAddress"))
        : null;

    /// <summary>A member as text; null where it is absent, null or blank. Numbers are taken as they are written.</summary>
    private static string? Text(JsonElement json, string name) => !json.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
