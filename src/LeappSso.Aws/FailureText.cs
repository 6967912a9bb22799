using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace LeappSso.Aws;

/// <summary>What a failure of the transport says to a person.</summary>
internal static partial class FailureText
{
    /// <summary>The innermost cause, which says most, with a hint where the reason is a certificate.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="service">What was called, so that a proxy that cannot be reached is named; null where the caller names it.</param>
    internal static string Of(Exception failure, Uri? service)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return $"{cause.Message.TrimEnd('.')}. Behind a company proxy, let SSL_CERT_FILE name a file with its CA certificate";
            }
        }

        return failure.GetBaseException() switch
        {
            SocketException socket => service is not null && ProxyRoute.Of(service) is { } proxy ? $"the proxy {proxy}: {socket.Message}" : socket.Message,
            OperationCanceledException or TimeoutException => "no answer in time",
            // That of a proxy which refuses a tunnel holds the address of the proxy, with the password that HTTPS_PROXY has.
            Exception other => UserInfo().Replace(other.Message, "://"),
        };
    }

    [GeneratedRegex(@"://[^/\s]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
