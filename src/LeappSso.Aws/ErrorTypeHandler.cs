using System.Net.Http.Headers;
using System.Text.Json;

namespace LeappSso.Aws;

/// <summary>
/// Makes the kind of an error known to the SDK where only the body tells it. The SDK makes typed exceptions by the header
/// <c>x-amzn-ErrorType</c> alone; without it the OAuth error of RFC 6749, section 5.2 is lost. A page instead of JSON is marked too.
/// </summary>
internal sealed class ErrorTypeHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The mark of an answer that is a page.</summary>
    internal const string PageInsteadOfAnswer = "LeappSso.PageInsteadOfAnswer";

    private const string TypeHeader = "x-amzn-ErrorType";

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode || answer.Headers.Contains(TypeHeader))
        {
            return answer;
        }

        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        string? type = IsPage(answer.Content.Headers.ContentType, body) ? PageInsteadOfAnswer : TypeOf(OAuthError(body));
        if (type is not null)
        {
            answer.Headers.TryAddWithoutValidation(TypeHeader, type);
        }

        return answer;
    }

    /// <summary>Whether a body is a page for people.</summary>
    internal static bool IsPage(MediaTypeHeaderValue? type, ReadOnlySpan<byte> body) =>
        type?.MediaType == "text/html" || body.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    private static string? OAuthError(byte[] body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.String
                ? error.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The exceptions of the API model of sso-oidc by their OAuth error.</summary>
    private static string? TypeOf(string? error) => error switch
    {
        "authorization_pending" => "AuthorizationPendingException",
        "slow_down" => "SlowDownException",
        "expired_token" => "ExpiredTokenException",
        "access_denied" => "AccessDeniedException",
        "invalid_grant" => "InvalidGrantException",
        "invalid_client" => "InvalidClientException",
        "invalid_request" => "InvalidRequestException",
        "invalid_scope" => "InvalidScopeException",
        "unauthorized_client" => "UnauthorizedClientException",
        "unsupported_grant_type" => "UnsupportedGrantTypeException",
        _ => null,
    };
}
