using Tmds.DBus.Protocol;

namespace LeappSso.Secrets.Linux;

/// <summary>Calls the Secret Service over a connection to the bus.</summary>
internal sealed class ServiceCalls(DBusConnection bus) : IDisposable
{
    /// <summary>The name of the service on the bus.</summary>
    internal const string Service = "org.freedesktop.secrets";

    /// <summary>What the names of its interfaces begin with.</summary>
    internal const string Prefix = "org.freedesktop.Secret.";

    // A bus refuses more than 128 questions of one connection that wait for an answer.
    private readonly SemaphoreSlim _turns = new(32);

    internal delegate void BodyWriter(ref MessageWriter writer);

    internal DBusConnection Bus { get; } = bus;

    /// <summary>Calls a method that answers nothing of interest.</summary>
    internal Task<bool> CallAsync(string path, string api, string member, string? signature, BodyWriter body) =>
        CallAsync(path, api, member, signature, body, (Message _, object? _) => true);

    /// <summary>Calls a method and reads its answer.</summary>
    /// <param name="path">The object.</param>
    /// <param name="api">The interface, without the prefix if it is one of the service's own.</param>
    /// <param name="member">The method.</param>
    /// <param name="signature">The types of what <paramref name="body"/> writes; null for nothing.</param>
    /// <param name="body">Writes the arguments.</param>
    /// <param name="read">Reads the answer.</param>
    internal async Task<T> CallAsync<T>(string path, string api, string member, string? signature, BodyWriter body, MessageValueReader<T> read)
    {
        await _turns.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Bus.CallMethodAsync(Message(path, api, member, signature, body), read).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
            // What follows would run on the thread that reads from the bus, and whoever waits there for the next answer would wait for ever.
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Bus.Dispose();
        _turns.Dispose();
    }

    private MessageBuffer Message(string path, string api, string member, string? signature, BodyWriter body)
    {
        MessageWriter writer = Bus.GetMessageWriter();
        try
        {
            writer.WriteMethodCallHeader(Service, path, api.Contains('.', StringComparison.Ordinal) ? api : Prefix + api, member, signature);
            body(ref writer);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
