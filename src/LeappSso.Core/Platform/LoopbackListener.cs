using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LeappSso.Ports;

namespace LeappSso.Platform;

/// <summary>
/// Waits for the browser on 127.0.0.1 only, bound from construction to disposal, so that no redirect can come too early
/// (RFC 8252, sections 7.3 and 8.3). Strangers are answered and ignored.
/// </summary>
internal sealed class LoopbackListener : ICallbackListener
{
    private const int LongestRequest = 16 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly string _path;
    private readonly TimeProvider _time;

    /// <summary>Binds the listener.</summary>
    /// <param name="path">The one path that counts.</param>
    /// <param name="port">The port; null for any free one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/> if the port cannot be bound.</exception>
    internal LoopbackListener(string path, int? port, TimeProvider time)
    {
        _path = path;
        _time = time;
        _listener = new TcpListener(IPAddress.Loopback, port ?? 0) { ExclusiveAddressUse = true };
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            throw new LeappException(
                LeappErrorCode.MethodNotAvailable,
                $"127.0.0.1:{port ?? 0} cannot be listened on for the browser to come back ({e.Message})."
                + " Choose another -RedirectPort, or log in with -UseDeviceCode.",
                port);
        }

        int bound = ((IPEndPoint)_listener.LocalEndpoint).Port;
        RedirectUri = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{bound}{path}"));
    }

    /// <inheritdoc/>
    public Uri RedirectUri { get; }

    /// <inheritdoc/>
    public async Task<CallbackAnswer> WaitAsync(Func<string, CallbackAnswer?> accept, CancellationToken cancellationToken)
    {
        TaskCompletionSource<CallbackAnswer> accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task serving = ServeAsync(accept, accepted, end.Token);
        try
        {
            return await accepted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Serves every connection on its own, so that one that stays silent does not keep the browser out.</summary>
    private async Task ServeAsync(
        Func<string, CallbackAnswer?> accept, TaskCompletionSource<CallbackAnswer> accepted, CancellationToken cancellationToken)
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                TcpClient client;
                try
                {
                    client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (SocketException)
                {
                    // A connection that was broken off while it waited, or too many open files: the next one may do.
                    await Task.Delay(s_pause, _time, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                connections.RemoveAll(c => c.IsCompleted);
                connections.Add(ServeAsync(client, accept, accepted, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(
        TcpClient client,
        Func<string, CallbackAnswer?> accept,
        TaskCompletionSource<CallbackAnswer> accepted,
        CancellationToken cancellationToken)
    {
        using TcpClient open = client;
        using CancellationTokenSource limit = new(s_patience, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        CallbackAnswer? answer = null;
        try
        {
            NetworkStream stream = open.GetStream();
            string? target = await ReadTargetAsync(stream, either.Token).ConfigureAwait(false);
            answer = target is null ? null : Judge(target, accept);
            await AnswerAsync(stream, answer, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // A connection that breaks off or stays silent is a stranger's; the wait for the browser goes on.
        }

        // After the page, which the end of the wait would cut off; but a browser that has left before it has told all that counts.
        if (answer is not null)
        {
            accepted.TrySetResult(answer);
        }
    }

    private CallbackAnswer? Judge(string target, Func<string, CallbackAnswer?> accept)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question > 0 && target[..question] == _path ? accept(target[question..]) : null;
    }

    /// <summary>Reads a request's head and gives its target; null if it is no GET.</summary>
    private static async Task<string?> ReadTargetAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LongestRequest];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (read == 0 || buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                break;
            }
        }

        string head = Encoding.Latin1.GetString(buffer, 0, length);
        string[] words = head.Split('\r', 2)[0].Split(' ');
        return words is ["GET", _, _] && words[2].StartsWith("HTTP/1.", StringComparison.Ordinal) ? words[1] : null;
    }

    private static async Task AnswerAsync(NetworkStream stream, CallbackAnswer? answer, CancellationToken cancellationToken)
    {
        (string status, string page) = answer switch
        {
            null => ("404 Not Found", CallbackPages.NotHere),
            { Code: not null } => ("200 OK", CallbackPages.Done),
            _ => ("200 OK", CallbackPages.Refused),
        };
        byte[] body = Encoding.UTF8.GetBytes(page);
        string head = string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 {status}
            Content-Type: text/html; charset=utf-8
            Content-Length: {body.Length}
            Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:
            Referrer-Policy: no-referrer
            Cache-Control: no-store
            Connection: close


            """).ReplaceLineEndings("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
