using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeappSso.Platform;

/// <summary>
/// Answers GET requests on 127.0.0.1 only, bound from construction to disposal, until one of them is what was waited for. Strangers are
/// answered and ignored.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private const int LongestRequest = 16 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly TimeProvider _time;

    /// <summary>Binds it.</summary>
    /// <param name="port">The port; null for any free one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SocketException">The port cannot be bound.</exception>
    internal LoopbackServer(int? port, TimeProvider time)
    {
        _time = time;
        _listener = new TcpListener(IPAddress.Loopback, port ?? 0) { ExclusiveAddressUse = true };
        _listener.Start();
        Root = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
    }

    /// <summary>Its address, with port.</summary>
    internal Uri Root { get; }

    /// <summary>Serves until a request is what was waited for.</summary>
    /// <param name="judge">Gets a request; gives the answer, and what was waited for if this is it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<T> WaitAsync<T>(Func<LoopbackRequest, (LoopbackAnswer Answer, T? Awaited)> judge, CancellationToken cancellationToken)
        where T : class
    {
        TaskCompletionSource<T> accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task serving = ServeAsync(judge, accepted, end.Token);
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
    public void Dispose() => _listener.Dispose();

    /// <summary>Serves every connection on its own, so that one that stays silent does not keep the browser out.</summary>
    private async Task ServeAsync<T>(
        Func<LoopbackRequest, (LoopbackAnswer Answer, T? Awaited)> judge, TaskCompletionSource<T> accepted, CancellationToken cancellationToken)
        where T : class
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
                connections.Add(ServeAsync(client, judge, accepted, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync<T>(
        TcpClient client,
        Func<LoopbackRequest, (LoopbackAnswer Answer, T? Awaited)> judge,
        TaskCompletionSource<T> accepted,
        CancellationToken cancellationToken)
        where T : class
    {
        using TcpClient open = client;
        using CancellationTokenSource limit = new(s_patience, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        T? awaited = null;
        try
        {
            NetworkStream stream = open.GetStream();
            string? target = await ReadTargetAsync(stream, either.Token).ConfigureAwait(false);
            (LoopbackAnswer answer, awaited) = judge(
                new LoopbackRequest(target, () => SocketOwners.IsOfAnotherUser(open.Client.LocalEndPoint, open.Client.RemoteEndPoint)));
            await stream.WriteAsync(answer.ToBytes(), either.Token).ConfigureAwait(false);
            await stream.FlushAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // A connection that breaks off or stays silent is a stranger's; the wait for the browser goes on.
        }

        // After the page, which the end of the wait would cut off; but a browser that has left before it has told all that counts.
        if (awaited is not null)
        {
            accepted.TrySetResult(awaited);
        }
    }

    /// <summary>Reads a request's head and gives its target; null if it is no GET.</summary>
    internal static async Task<string?> ReadTargetAsync(Stream stream, CancellationToken cancellationToken)
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
}
