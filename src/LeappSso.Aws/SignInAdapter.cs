using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>
/// The federation endpoint of the AWS console. The keys go in the body of a POST, which it takes as well as the query of a GET, so that
/// no proxy writes them into its log. Its refusals are pages, of which nothing is repeated.
/// </summary>
internal sealed class SignInAdapter(HttpClient http, TimeProvider time, Uri address) : ISignIn
{
    private const string Operation = "getSigninToken";

    /// <inheritdoc/>
    public Uri Page { get; } = new($"{address.AbsoluteUri.TrimEnd('/')}/federation");

    /// <inheritdoc/>
    public async Task<string> GetSigninTokenAsync(RoleKeys keys, TimeSpan? duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        List<KeyValuePair<string, string>> form = [new("Action", Operation), new("Session", SessionOf(keys))];
        if (duration is { } wanted)
        {
            form.Add(new("SessionDuration", ((long)wanted.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        }

        using CancellationTokenSource limit = new(AnswerHandler.Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, Page) { Content = new FormUrlEncodedContent(form) };
            using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            byte[] body = await AnswerBody.ReadAsync(answer.Content, either.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? TokenIn(body) : throw Refusal(answer);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Failure(ServiceFault.Unavailable, FailureText.Of(e, Page));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(ServiceFault.Unavailable, "no answer in time");
        }
    }

    private static string SessionOf(RoleKeys keys)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteString("sessionId", keys.AccessKeyId);
            json.WriteString("sessionKey", keys.SecretAccessKey);
            json.WriteString("sessionToken", keys.SessionToken);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private string TokenIn(byte[] body)
    {
        try
        {
            string? token = AnswerJson.Read(body, json =>
                json.ValueKind == JsonValueKind.Object && json.TryGetProperty("SigninToken", out JsonElement member) && member.ValueKind == JsonValueKind.String
                    ? member.GetString()
                    : null);
            return token is { Length: > 0 } ? token : throw Failure(ServiceFault.Incomplete, "the answer lacks what it is for");
        }
        catch (JsonException)
        {
            throw body.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("<"u8)
                ? Failure(ServiceFault.NotAnAwsAnswer, "a page came instead of an answer")
                : Failure(ServiceFault.Unavailable, ServiceFaults.NotAsSent);
        }
    }

    /// <summary>A page with 403 is how proxies refuse; the service itself refuses with 400.</summary>
    private ServiceException Refusal(HttpResponseMessage answer)
    {
        int status = (int)answer.StatusCode;
        bool isProxy = status == 403 && answer.Content.Headers.ContentType?.MediaType == "text/html";
        return new ServiceException(isProxy ? ServiceFault.NotAnAwsAnswer : ServiceFaults.ByStatus(status), Operation, "the service refuses")
        {
            StatusCode = status,
            Host = address.Authority,
            RetryAfter = answer.Headers.RetryAfter?.Delta,
        };
    }

    private ServiceException Failure(ServiceFault fault, string message) => new(fault, Operation, message) { Host = address.Authority };
}
