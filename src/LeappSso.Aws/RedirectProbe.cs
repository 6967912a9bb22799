using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>Asks a page whether it redirects, and follows nothing.</summary>
internal sealed class RedirectProbe(HttpClient http, TimeProvider time)
{
    private const string Operation = "Redirect";

    internal async Task<Uri?> TargetAsync(Uri address, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(AnswerHandler.Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            int status = (int)answer.StatusCode;
            if (status is >= 300 and < 400 && answer.Headers.Location is { } target)
            {
                return Uri.TryCreate(address, target, out Uri? full)
                    ? full
                    : throw new ServiceException(ServiceFault.NotAnAwsAnswer, Operation, "the page redirects to what is no address") { StatusCode = status, Host = address.Authority };
            }

            return answer.IsSuccessStatusCode
                ? null
                : throw new ServiceException(ServiceFaults.ByStatus(status), Operation, "the page cannot be had") { StatusCode = status, Host = address.Authority };
        }
        catch (HttpRequestException e)
        {
            throw new ServiceException(ServiceFault.Unavailable, Operation, FailureText.Of(e, address)) { Host = address.Authority };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceException(ServiceFault.Unavailable, Operation, "no answer in time") { Host = address.Authority };
        }
    }
}
