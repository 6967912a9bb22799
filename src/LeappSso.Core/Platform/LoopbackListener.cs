using System.Net.Sockets;
using LeappSso.Ports;

namespace LeappSso.Platform;

/// <summary>
/// Sends the browser to a login and waits for it to come back, from construction to disposal, so that no redirect can come too early
/// (RFC 8252, sections 7.3 and 8.3).
/// </summary>
internal sealed class LoopbackListener : ICallbackListener
{
    private static readonly LoopbackAnswer s_notHere = new("404 Not Found", CallbackPages.NotHere);
    private static readonly LoopbackAnswer s_done = new("200 OK", CallbackPages.Done);
    private static readonly LoopbackAnswer s_refused = new("200 OK", CallbackPages.Refused);

    private readonly LoopbackServer _server;
    private readonly string _path;
    private HandOverTicket? _ticket;

    /// <summary>Binds the listener.</summary>
    /// <param name="path">The one path that counts.</param>
    /// <param name="port">The port; null for any free one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/> if the port cannot be bound.</exception>
    internal LoopbackListener(string path, int? port, TimeProvider time)
    {
        _path = path;
        try
        {
            _server = new LoopbackServer(port, time);
        }
        catch (SocketException e)
        {
            throw new LeappException(
                LeappErrorCode.MethodNotAvailable,
                $"127.0.0.1:{port ?? 0} cannot be listened on for the browser to come back ({e.Message})."
                + " Choose another -RedirectPort, or log in with -UseDeviceCode.",
                port);
        }

        RedirectUri = new Uri(_server.Root, path);
    }

    /// <inheritdoc/>
    public Uri RedirectUri { get; }

    /// <inheritdoc/>
    public Uri SendOn(Uri address)
    {
        HandOverTicket ticket = new(_server.Root, address);
        Volatile.Write(ref _ticket, ticket);
        return ticket.Address;
    }

    /// <inheritdoc/>
    public Task<CallbackAnswer> WaitAsync(Func<string, CallbackAnswer?> accept, CancellationToken cancellationToken) =>
        _server.WaitAsync(request => Judge(request, accept), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Judges a request.</summary>
    internal (LoopbackAnswer Answer, CallbackAnswer? Awaited) Judge(LoopbackRequest request, Func<string, CallbackAnswer?> accept)
    {
        if (Volatile.Read(ref _ticket)?.Judge(request) is { } onTheWay)
        {
            return (onTheWay, null);
        }

        string? target = request.Target;
        int question = target?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        CallbackAnswer? answer = question > 0 && target![..question] == _path ? accept(target[question..]) : null;
        return (answer is null ? s_notHere : answer.Code is null ? s_refused : s_done, answer);
    }
}
