using Tmds.DBus.Protocol;

namespace LeappSso.Secrets.Linux;

/// <summary>
/// A connection to the Secret Service on the session bus, and what of its API is used (freedesktop.org, "Secret Service API Draft 0.2").
/// Secrets go over the socket of the bus as they are, which only this user can read: the session's algorithm is "plain".
/// </summary>
internal sealed class ServiceConnection : IDisposable
{
    internal const string None = "/";

    private const string Service = "org.freedesktop.secrets";
    private const string Root = "/org/freedesktop/secrets";
    private const string Prefix = "org.freedesktop.Secret.";

    // A bus refuses more than 128 questions of one connection that wait for an answer.
    private readonly SemaphoreSlim _turns = new(32);
    private readonly DBusConnection _bus;
    private string _session = None;

    private ServiceConnection(DBusConnection bus) => _bus = bus;

    private delegate void BodyWriter(ref MessageWriter writer);

    /// <summary>Connects to a bus and opens a session with the service, which the bus starts if it can.</summary>
    internal static async Task<ServiceConnection> OpenAsync(string address)
    {
        ServiceConnection connection = new(new DBusConnection(address));
        try
        {
            await connection._bus.ConnectAsync().ConfigureAwait(false);
            connection._session = await connection.CallAsync(
                Root,
                "Service",
                "OpenSession",
                "sv",
                (ref MessageWriter writer) =>
                {
                    writer.WriteString("plain");
                    writer.WriteVariantString(string.Empty);
                },
                (Message reply, object? _) =>
                {
                    Reader reader = reply.GetBodyReader();
                    reader.ReadVariantValue();
                    return reader.ReadObjectPathAsString();
                }).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e) when (e is DBusExceptionBase or IOException or System.Net.Sockets.SocketException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The default collection; <see cref="None"/> if there is none.</summary>
    internal Task<string> DefaultCollectionAsync() =>
        CallAsync(Root, "Service", "ReadAlias", "s", (ref MessageWriter writer) => writer.WriteString("default"), ReadPath);

    /// <summary>Whether a collection is locked.</summary>
    internal Task<bool> IsLockedAsync(string collection) => CallAsync(
        collection,
        "org.freedesktop.DBus.Properties",
        "Get",
        "ss",
        (ref MessageWriter writer) =>
        {
            writer.WriteString(Prefix + "Collection");
            writer.WriteString("Locked");
        },
        (Message reply, object? _) => reply.GetBodyReader().ReadVariantValue().GetBool());

    /// <summary>Unlocks a collection; gives the prompt that is needed for it, or <see cref="None"/>.</summary>
    internal Task<string> UnlockAsync(string collection) => CallAsync(
        Root,
        "Service",
        "Unlock",
        "ao",
        (ref MessageWriter writer) => writer.WriteArray(new ObjectPath[] { new(collection) }),
        (Message reply, object? _) =>
        {
            Reader reader = reply.GetBodyReader();
            reader.ReadArrayOfObjectPath();
            return reader.ReadObjectPathAsString();
        });

    /// <summary>Locks a collection.</summary>
    internal Task LockAsync(string collection) =>
        CallAsync(Root, "Service", "Lock", "ao", (ref MessageWriter writer) => writer.WriteArray(new ObjectPath[] { new(collection) }));

    /// <summary>Shows a prompt and waits until the person has answered; says whether it was dismissed.</summary>
    internal async Task<bool> PromptAsync(string prompt, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable watch = await _bus.WatchSignalAsync(
            Service,
            prompt,
            Prefix + "Prompt",
            "Completed",
            (Message signal, object? _) => signal.GetBodyReader().ReadBool(),
            (Notification<bool> completed) =>
            {
                if (completed.HasValue)
                {
                    answer.TrySetResult(completed.Value);
                }
                else
                {
                    answer.TrySetException(completed.CompletionReason ?? new IOException("the connection to the bus has ended"));
                }
            },
            emitOnCapturedContext: false,
            flags: ObserverFlags.EmitOnConnectionClosed | ObserverFlags.EmitOnOwnerChanged).ConfigureAwait(false);
        await CallAsync(prompt, "Prompt", "Prompt", "s", (ref MessageWriter writer) => writer.WriteString(string.Empty)).ConfigureAwait(false);
        try
        {
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = CallAsync(prompt, "Prompt", "Dismiss", null, (ref MessageWriter _) => { });
            throw;
        }
    }

    /// <summary>The items with these attributes in all collections: those that can be read, and those that are locked.</summary>
    internal Task<(string[] Unlocked, string[] Locked)> SearchAsync(IReadOnlyDictionary<string, string> attributes) => CallAsync(
        Root,
        "Service",
        "SearchItems",
        "a{ss}",
        (ref MessageWriter writer) => Write(ref writer, attributes),
        (Message reply, object? _) =>
        {
            Reader reader = reply.GetBodyReader();
            return (Texts(reader.ReadArrayOfObjectPath()), Texts(reader.ReadArrayOfObjectPath()));
        });

    /// <summary>The secret of an item.</summary>
    internal Task<byte[]> SecretAsync(string item) => CallAsync(
        item,
        "Item",
        "GetSecret",
        "o",
        (ref MessageWriter writer) => writer.WriteObjectPath(_session),
        (Message reply, object? _) =>
        {
            Reader reader = reply.GetBodyReader();
            reader.AlignStruct();
            reader.ReadObjectPathAsSpan();
            reader.ReadArrayOfByte();
            return reader.ReadArrayOfByte();
        });

    /// <summary>Gives an item another secret.</summary>
    internal Task SetSecretAsync(string item, byte[] secret) =>
        CallAsync(item, "Item", "SetSecret", "(oayays)", (ref MessageWriter writer) => Write(ref writer, secret));

    /// <summary>Makes an item; gives the prompt that is needed for it, or <see cref="None"/>.</summary>
    internal Task<string> CreateAsync(string collection, string label, IReadOnlyDictionary<string, string> attributes, byte[] secret) => CallAsync(
        collection,
        "Collection",
        "CreateItem",
        "a{sv}(oayays)b",
        (ref MessageWriter writer) =>
        {
            writer.WriteDictionary(new Dictionary<string, VariantValue>
            {
                [Prefix + "Item.Label"] = VariantValue.String(label),
                [Prefix + "Item.Attributes"] = new Dict<string, string>(new Dictionary<string, string>(attributes)).AsVariantValue(),
            });
            Write(ref writer, secret);
            writer.WriteBool(true);
        },
        (Message reply, object? _) =>
        {
            Reader reader = reply.GetBodyReader();
            reader.ReadObjectPathAsSpan();
            return reader.ReadObjectPathAsString();
        });

    /// <summary>Removes an item; gives the prompt that is needed for it, or <see cref="None"/>.</summary>
    internal Task<string> DeleteAsync(string item) => CallAsync(item, "Item", "Delete", null, (ref MessageWriter _) => { }, ReadPath);

    /// <inheritdoc/>
    public void Dispose()
    {
        _bus.Dispose();
        _turns.Dispose();
    }

    private static string ReadPath(Message reply, object? state) => reply.GetBodyReader().ReadObjectPathAsString();

    private static string[] Texts(ObjectPath[] paths) => [.. paths.Select(p => p.ToString())];

    private static void Write(ref MessageWriter writer, IReadOnlyDictionary<string, string> attributes)
    {
        ArrayStart start = writer.WriteDictionaryStart();
        foreach ((string name, string value) in attributes)
        {
            writer.WriteDictionaryEntryStart();
            writer.WriteString(name);
            writer.WriteString(value);
        }

        writer.WriteDictionaryEnd(start);
    }

    private void Write(ref MessageWriter writer, byte[] secret)
    {
        writer.WriteStructureStart();
        writer.WriteObjectPath(_session);
        writer.WriteArray(Array.Empty<byte>());
        writer.WriteArray(secret);
        writer.WriteString("text/plain; charset=utf8");
    }

    private Task<bool> CallAsync(string path, string api, string member, string? signature, BodyWriter body) =>
        CallAsync(path, api, member, signature, body, (Message _, object? _) => true);

    private async Task<T> CallAsync<T>(string path, string api, string member, string? signature, BodyWriter body, MessageValueReader<T> read)
    {
        await _turns.WaitAsync().ConfigureAwait(false);
        try
        {
            return await _bus.CallMethodAsync(Message(path, api, member, signature, body), read).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
            // What follows would run on the thread that reads from the bus, and whoever waits there for the next answer would wait for ever.
            await Task.Yield();
        }
    }

    private MessageBuffer Message(string path, string api, string member, string? signature, BodyWriter body)
    {
        MessageWriter writer = _bus.GetMessageWriter();
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
