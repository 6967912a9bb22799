using System.Globalization;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SSOOIDC.Model;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>Turns every failure of the SDK into a <see cref="ServiceException"/>: text only, no type of the SDK inside.</summary>
internal static class ServiceFaults
{
    private static readonly string[] s_sentencesOfSdk = ["Error unmarshalling", "Exception of type", "The service returned an error"];

    /// <summary>What is said of an answer that cannot be read.</summary>
    internal const string NotAsSent = "the answer is not what the service sends";

    /// <summary>Makes a call.</summary>
    /// <param name="operation">The operation, by its API name.</param>
    /// <param name="address">Where the service is.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="byCode">The kind of failure by the error code of a service that tells more by it than by the status; null for one that does not.</param>
    internal static async Task<T> TranslateAsync<T>(
        string operation, Uri address, Func<Task<T>> call, CancellationToken cancellationToken, Func<string?, ServiceFault?>? byCode = null)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (AnswerException e)
        {
            throw new ServiceException(e.Fault, operation, e.Message) { StatusCode = e.Status, Host = address.Authority };
        }
        catch (AmazonServiceException e)
        {
            throw new ServiceException(byCode?.Invoke(e.ErrorCode) ?? Classify(e), operation, Said(e))
            {
                StatusCode = e.StatusCode == 0 ? null : (int)e.StatusCode,
                ErrorCode = string.IsNullOrEmpty(e.ErrorCode) ? null : e.ErrorCode,
                RequestId = string.IsNullOrEmpty(e.RequestId) ? null : e.RequestId,
                Host = address.Authority,
                RetryAfter = RetryAfter(e),
            };
        }
        catch (Exception e) when (IsReading(e))
        {
            throw new ServiceException(ServiceFault.Unavailable, operation, NotAsSent) { Host = address.Authority };
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or IOException or TimeoutException
            or OperationCanceledException)
        {
            throw new ServiceException(ServiceFault.Unavailable, operation, FailureText.Of(e, address)) { Host = address.Authority };
        }
    }

    /// <summary>An answer that lacks what it is for.</summary>
    internal static ServiceException Incomplete(string operation, Uri address) =>
        new(ServiceFault.Incomplete, operation, "the answer lacks what it is for") { Host = address.Authority };

    private static ServiceFault Classify(AmazonServiceException e) => e switch
    {
        AmazonUnmarshallingException { StatusCode: System.Net.HttpStatusCode.OK } => ServiceFault.Unavailable,
        AuthorizationPendingException => ServiceFault.AuthorizationPending,
        SlowDownException => ServiceFault.SlowDown,
        ExpiredTokenException => ServiceFault.ExpiredCode,
        AccessDeniedException => ServiceFault.Denied,
        InvalidGrantException => ServiceFault.InvalidGrant,
        InvalidClientException or UnauthorizedClientException => ServiceFault.InvalidClient,
        _ => ByStatus((int)e.StatusCode),
    };

    /// <summary>The kind of failure that an HTTP status tells.</summary>
    internal static ServiceFault ByStatus(int status) => status switch
    {
        429 => ServiceFault.Throttled,
        >= 500 or 408 or 0 => ServiceFault.Unavailable,
        (>= 300 and < 400) or 407 => ServiceFault.NotAnAwsAnswer,
        401 => ServiceFault.Unauthorized,
        403 => ServiceFault.Forbidden,
        404 => ServiceFault.NotFound,
        _ => ServiceFault.InvalidRequest,
    };

    /// <summary>Whether the SDK did not understand an answer: what it lets through depends on where it stumbles.</summary>
    private static bool IsReading(Exception e) => e is XmlException or JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException;

    /// <summary>What the service said; empty where the SDK only made up a sentence, which may hold the whole answer.</summary>
    private static string Said(AmazonServiceException e) =>
        e is AmazonUnmarshallingException ? NotAsSent
        : Array.Exists(s_sentencesOfSdk, s => e.Message.StartsWith(s, StringComparison.Ordinal)) ? string.Empty
        : e.Message;

    private static TimeSpan? RetryAfter(AmazonServiceException e)
    {
        string? value = (e.InnerException as HttpErrorResponseException)?.Response?.GetHeaderValue("Retry-After");
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : null;
    }
}
