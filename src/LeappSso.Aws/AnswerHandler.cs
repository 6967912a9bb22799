using System.Net;
using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>
/// Judges answers before the SDK does. The SDK makes typed exceptions by the header <c>x-amzn-ErrorType</c> alone, so an OAuth error
/// (RFC 6749, section 5.2) that stands in the body only gets it here; it tries a broken connection ten times, whatever its settings
/// say; and it takes a page of a proxy, or nothing at all, for an answer without members.
/// </summary>
internal sealed class AnswerHandler(ServiceClock clock, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>How long a call may take, with its answer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string TypeHeader = "x-amzn-ErrorType";

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        byte[] body;
        using CancellationTokenSource limit = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            answer = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            // A broken one shall fail here.
            body = await AnswerBody.ReadAsync(answer.Content, either.Token).ConfigureAwait(false);
            AnswerBody.Restore(answer, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new AnswerException(ServiceFault.Unavailable, null, FailureText.Of(e, request.RequestUri!));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AnswerException(ServiceFault.Unavailable, null, "no answer in time");
        }

        int status = (int)answer.StatusCode;
        if (!IsXmlAsked(request, answer) && IsPage(answer, body) && status is not (429 or 408) and < 500)
        {
            throw new AnswerException(ServiceFault.NotAnAwsAnswer, status, "a page came instead of an answer");
        }

        clock.Observe(answer);
        if (answer.StatusCode == HttpStatusCode.OK && body.Length == 0 && !IsLogout(request))
        {
            throw new AnswerException(ServiceFault.Unavailable, status, "the answer is empty");
        }

        if (!answer.IsSuccessStatusCode && !answer.Headers.Contains(TypeHeader) && TypeOf(OAuthError(body)) is { } type)
        {
            answer.Headers.TryAddWithoutValidation(TypeHeader, type);
        }

        return answer;
    }

    private static bool IsPage(HttpResponseMessage answer, ReadOnlySpan<byte> body) =>
        answer.Content.Headers.ContentType?.MediaType == "text/html" || body.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    /// <summary>Whether XML is what a service answers to such a request (the query protocol, as STS has it).</summary>
    private static bool IsXmlAsked(HttpRequestMessage request, HttpResponseMessage answer) =>
        request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded"
        && answer.Content.Headers.ContentType?.MediaType is "text/xml" or "application/xml";

    private static bool IsLogout(HttpRequestMessage request) =>
        request.RequestUri?.AbsolutePath.EndsWith("/logout", StringComparison.Ordinal) is true;

    private static string? OAuthError(byte[] body)
    {
        try
        {
            return AnswerJson.Read(body, json =>
                json.ValueKind == JsonValueKind.Object && json.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.String
                    ? error.GetString()
                    : null);
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
