using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>
/// Finds out whether the login service can be reached: it asks for a token as a client that is not registered, which the service refuses
/// in its own words (RFC 6749, section 5.2) and which has no effect there.
/// </summary>
internal sealed class ReachProbe(HttpClient http, TimeProvider time)
{
    private const string Request = """{"clientId":"none","clientSecret":"none","grantType":"refresh_token","refreshToken":"none"}""";

    // Enough for any refusal of AWS; a page may go on for ever.
    private const int MostBytes = 4096;

    internal async Task<ServiceReach> RunAsync(Func<Uri> find, TimeSpan limit, CancellationToken cancellationToken)
    {
        Uri service;
        try
        {
            service = find();
        }
        catch (LeappException e)
        {
            return new ServiceReach(e.Target as string ?? string.Empty, ReachFault.BadAddress, e.Message);
        }

        string? proxy = ProxyRoute.Of(service);
        using CancellationTokenSource late = new(limit, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, $"{service.AbsoluteUri.TrimEnd('/')}/token")
            {
                Content = new StringContent(Request, new MediaTypeHeaderValue("application/json")),
            };
            using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token).ConfigureAwait(false);
            return await JudgeAsync(service.Authority, answer, end.Token).ConfigureAwait(false) with { Proxy = proxy };
        }
        catch (HttpRequestException e)
        {
            (ReachFault fault, string said) = Read(e, proxy);
            return new ServiceReach(service.Authority, fault, said) { Proxy = proxy };
        }
        catch (IOException e)
        {
            return new ServiceReach(service.Authority, ReachFault.NoConnection, FailureText.Of(e, null)) { Proxy = proxy };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ServiceReach(service.Authority, ReachFault.NoAnswer, null) { Proxy = proxy };
        }
    }

    private async Task<ServiceReach> JudgeAsync(string host, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        int status = (int)answer.StatusCode;
        byte[] start = new byte[MostBytes];
        using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length = await body.ReadAtLeastAsync(start, MostBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
        {
            return new ServiceReach(host, ReachFault.ProxyRefused, $"it answers {status}");
        }

        if (!IsRefusal(start.AsSpan(0, length)))
        {
            string target = answer.Headers.Location is { } location ? $" and leads to {(location.IsAbsoluteUri ? location.Authority : host)}" : string.Empty;
            return new ServiceReach(host, ReachFault.NotAws, $"HTTP {status}{target}");
        }

        return new ServiceReach(host, ReachFault.None, null) { ClockDifference = answer.Headers.Date - time.GetUtcNow() };
    }

    /// <summary>Whether these are the words of AWS: a JSON object with an error. Throttling and faults of its own are such too.</summary>
    private static bool IsRefusal(ReadOnlySpan<byte> body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(Encoding.UTF8.GetString(body));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && (json.RootElement.TryGetProperty("error", out _) || json.RootElement.TryGetProperty("message", out _) || json.RootElement.TryGetProperty("__type", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (ReachFault Fault, string Said) Read(HttpRequestException failure, string? proxy)
    {
        ReachFault fault = failure.HttpRequestError switch
        {
            HttpRequestError.ProxyTunnelError => ReachFault.ProxyRefused,
            HttpRequestError.SecureConnectionError => ReachFault.NotTrusted,
            HttpRequestError.NameResolutionError => proxy is null ? ReachFault.NameUnknown : ReachFault.ProxyRefused,
            HttpRequestError.ConnectionError => proxy is null ? ReachFault.NoConnection : ReachFault.ProxyRefused,
            _ => ReachFault.NoConnection,
        };
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return (ReachFault.NotTrusted, cause.Message.TrimEnd('.'));
            }
        }

        return failure.HttpRequestError == HttpRequestError.ProxyTunnelError
            ? (fault, failure.StatusCode is { } status ? $"it answers {(int)status}" : "it makes no tunnel")
            : (fault, FailureText.Of(failure, null));
    }
}
