using System.Net.Sockets;
using LeappSso.Ports;

namespace LeappSso.Platform;

/// <summary>
/// Gives the browser of this machine an address that is a secret. The command line of a browser can be read by every user of the machine,
/// so it gets an address of 127.0.0.1 that nobody can guess, and is sent on from there once.
/// </summary>
internal sealed class HandOver(IBrowser browser, TimeProvider time)
{
    /// <summary>How long a browser may take to start.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Opens the browser and waits until it has fetched the address.</summary>
    /// <param name="secret">The address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null, or why the browser has not got it.</returns>
    internal async Task<string?> OpenAsync(Uri secret, CancellationToken cancellationToken)
    {
        LoopbackServer server;
        try
        {
            server = new LoopbackServer(null, time);
        }
        catch (SocketException e)
        {
            return $"127.0.0.1 cannot be listened on: {e.Message}";
        }

        using LoopbackServer open = server;
        using CancellationTokenSource limit = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HandOverTicket ticket = new(server.Root, secret);
        if (browser.Open(ticket.Address) is { } problem)
        {
            return problem;
        }

        try
        {
            await server.WaitAsync(request => Judge(request, ticket), either.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"it did not come to {server.Root} within {Patience.TotalSeconds:0} seconds";
        }
    }

    private static (LoopbackAnswer Answer, HandOverTicket? Awaited) Judge(LoopbackRequest request, HandOverTicket ticket) =>
        ticket.Judge(request) is { } answer
            ? (answer, answer.Location is null ? null : ticket)
            : (new LoopbackAnswer("404 Not Found", string.Empty), null);
}
