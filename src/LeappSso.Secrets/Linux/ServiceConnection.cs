using Tmds.DBus.Protocol;

namespace LeappSso.Secrets.Linux;

/// <summary>
/// A connection to the Secret Service on the session bus, and what of its API is used (freedesktop.org, "Secret Service API Draft 0.2").
/// Secrets go over the socket of the bus as they are, which only this user can read: the session's algorithm is "plain".
/// </summary>
internal sealed class ServiceConnection : IDisposable
{
    internal const string None = "/";

    private const string Root = "/org/freedesktop/secrets";
    private const string Prefix = ServiceCalls.Prefix;

    private readonly ServiceCalls _calls;
    private string _session = None;

    private ServiceConnection(DBusConnection bus) => _calls = new ServiceCalls(bus);

    /// <summary>Connects to a bus and opens a session with the service, which the bus starts if it can.</summary>
    /// <param name="address">Where the bus is.</param>
    /// <param name="patience">How long each of the two may take; whatever has not answered by then is left.</param>
    /// <exception cref="TimeoutException">There is no answer.</exception>
    internal static async Task<ServiceConnection> OpenAsync(string address, TimeSpan patience)
    {
        ServiceConnection connection = new(new DBusConnection(address));
        try
        {
            await connection._calls.Bus.ConnectAsync().AsTask().WaitAsync(patience).ConfigureAwait(false);
            connection._session = await connection._calls.CallAsync(
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
                }).WaitAsync(patience).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e) when (e is DBusExceptionBase or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The default collection; <see cref="None"/> if there is none.</summary>
    internal Task<string> DefaultCollectionAsync() =>
        _calls.CallAsync(Root, "Service", "ReadAlias", "s", (ref MessageWriter writer) => writer.WriteString("default"), ReadPath);

    /// <summary>Whether a collection is locked.</summary>
    internal Task<bool> IsLockedAsync(string collection) => _calls.CallAsync(
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
    internal Task<string> UnlockAsync(string collection) => _calls.CallAsync(
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
        _calls.CallAsync(Root, "Service", "Lock", "ao", (ref MessageWriter writer) => writer.WriteArray(new ObjectPath[] { new(collection) }));

    /// <summary>Shows a prompt and waits until the person has answered; says whether it was dismissed.</summary>
    internal async Task<bool> PromptAsync(string prompt, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable watch = await _calls.Bus.WatchSignalAsync(
            ServiceCalls.Service,
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
        await _calls.CallAsync(prompt, "Prompt", "Prompt", "s", (ref MessageWriter writer) => writer.WriteString(string.Empty)).ConfigureAwait(false);
        try
        {
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = _calls.CallAsync(prompt, "Prompt", "Dismiss", null, (ref MessageWriter _) => { });
            throw;
        }
    }

    /// <summary>The items with these attributes in all collections: those that can be read, and those that are locked.</summary>
    internal Task<(string[] Unlocked, string[] Locked)> SearchAsync(IReadOnlyDictionary<string, string> attributes) => _calls.CallAsync(
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
    internal Task<byte[]> SecretAsync(string item) => _calls.CallAsync(
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
        _calls.CallAsync(item, "Item", "SetSecret", "(oayays)", (ref MessageWriter writer) => Write(ref writer, secret));

    /// <summary>Makes an item; gives the prompt that is needed for it, or <see cref="None"/>.</summary>
    internal Task<string> CreateAsync(string collection, string label, IReadOnlyDictionary<string, string> attributes, byte[] secret) => _calls.CallAsync(
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
    internal Task<string> DeleteAsync(string item) => _calls.CallAsync(item, "Item", "Delete", null, (ref MessageWriter _) => { }, ReadPath);

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();

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
}
