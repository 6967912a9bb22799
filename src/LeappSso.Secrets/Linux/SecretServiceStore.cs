using System.Net.Sockets;
using System.Text;
using LeappSso.Ports;
using Tmds.DBus.Protocol;

namespace LeappSso.Secrets.Linux;

/// <summary>The Secret Service of a Linux desktop, as GNOME Keyring, KWallet and KeePassXC offer it.</summary>
/// <param name="environment">Looks up an environment variable.</param>
internal sealed class SecretServiceStore(Func<string, string?> environment) : ISecretStore, IDisposable
{
    /// <summary>How long the service may take for an answer that needs nobody.</summary>
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1);
    private ServiceConnection? _connection;
    private string? _address;

    /// <inheritdoc/>
    public string Name => "the Secret Service";

    /// <summary>How long a person may take to unlock the keyring.</summary>
    internal TimeSpan PersonTime { get; init; } = TimeSpan.FromSeconds(120);

    /// <inheritdoc/>
    public Task OpenAsync(bool mayAsk, CancellationToken cancellationToken) => TryAsync(
        async service =>
        {
            string collection = await CollectionAsync(service).ConfigureAwait(false);
            if (!await service.IsLockedAsync(collection).WaitAsync(s_answer, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            if (!mayAsk || !HasDesktop)
            {
                throw SecretServiceFailure.Locked();
            }

            string prompt = await service.UnlockAsync(collection).WaitAsync(s_answer, cancellationToken).ConfigureAwait(false);
            if (prompt != ServiceConnection.None)
            {
                await AskAsync(service, prompt, cancellationToken).ConfigureAwait(false);
            }

            return !await service.IsLockedAsync(collection).WaitAsync(s_answer, cancellationToken).ConfigureAwait(false)
                ? true
                : throw SecretServiceFailure.NotUnlocked();
        });

    /// <inheritdoc/>
    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => TryAsync(async service =>
    {
        (string[] unlocked, string[] locked) = await service.SearchAsync(AttributesOf(name)).WaitAsync(s_answer, cancellationToken).ConfigureAwait(false);
        return unlocked is [string item, ..]
            ? Encoding.UTF8.GetString(await service.SecretAsync(item).WaitAsync(s_answer, cancellationToken).ConfigureAwait(false))
            : locked.Length > 0 ? throw SecretServiceFailure.Locked()
            : null;
    });

    /// <inheritdoc/>
    public void Write(string name, string label, string secret) => Wait(async service =>
    {
        byte[] content = Encoding.UTF8.GetBytes(secret);
        (string[] unlocked, string[] locked) = await service.SearchAsync(AttributesOf(name)).ConfigureAwait(false);
        if (unlocked is [string item, ..])
        {
            await service.SetSecretAsync(item, content).ConfigureAwait(false);
            return true;
        }

        string prompt = locked.Length > 0
            ? throw SecretServiceFailure.Locked()
            : await service.CreateAsync(await CollectionAsync(service).ConfigureAwait(false), label, AttributesOf(name), content).ConfigureAwait(false);
        return prompt == ServiceConnection.None ? true : throw SecretServiceFailure.Locked();
    });

    /// <inheritdoc/>
    public bool Delete(string name) => Wait(async service =>
    {
        (string[] unlocked, string[] locked) = await service.SearchAsync(AttributesOf(name)).ConfigureAwait(false);
        foreach (string item in unlocked)
        {
            if (await service.DeleteAsync(item).ConfigureAwait(false) != ServiceConnection.None)
            {
                throw SecretServiceFailure.Locked();
            }
        }

        return locked.Length > 0 ? throw SecretServiceFailure.Locked() : unlocked.Length > 0;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
    }

    /// <summary>Whether a question could be shown.</summary>
    private bool HasDesktop => environment("WAYLAND_DISPLAY") is { Length: > 0 } || environment("DISPLAY") is { Length: > 0 };

    private static Dictionary<string, string> AttributesOf(string name) => new() { ["application"] = "LeappSso", ["name"] = name };

    private static async Task<string> CollectionAsync(ServiceConnection service) =>
        await service.DefaultCollectionAsync().WaitAsync(s_answer).ConfigureAwait(false) is var collection && collection != ServiceConnection.None
            ? collection
            : throw SecretServiceFailure.NoKeyring();

    private async Task AskAsync(ServiceConnection service, string prompt, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PersonTime);
        try
        {
            if (await service.PromptAsync(prompt, limit.Token).ConfigureAwait(false))
            {
                throw SecretServiceFailure.NotUnlocked();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SecretServiceFailure.NotUnlocked();
        }
    }

    private T Wait<T>(Func<ServiceConnection, Task<T>> work) =>
        Task.Run(() => TryAsync(service => work(service).WaitAsync(s_answer))).GetAwaiter().GetResult();

    private async Task<T> TryAsync<T>(Func<ServiceConnection, Task<T>> work)
    {
        try
        {
            ServiceConnection service = await ConnectAsync().ConfigureAwait(false);
            try
            {
                return await work(service).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DBusConnectionClosedException or ObjectDisposedException or IOException || SecretServiceFailure.IsOfSession(e))
            {
                // The service or the bus was started anew since the last command.
                Drop(service);
                return await work(await ConnectAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is DBusExceptionBase or ObjectDisposedException or IOException or SocketException or TimeoutException)
        {
            throw SecretServiceFailure.From(e);
        }
    }

    private async Task<ServiceConnection> ConnectAsync()
    {
        string address = environment("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 } given ? given : DefaultAddress ?? throw SecretServiceFailure.NoBus();
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_connection is null || _address != address)
            {
                _connection?.Dispose();
                _connection = null;
                _connection = await ServiceConnection.OpenAsync(address, s_answer).ConfigureAwait(false);
                _address = address;
            }

            return _connection;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Where systemd puts the bus of a user; null if there is none.</summary>
    private string? DefaultAddress => environment("XDG_RUNTIME_DIR") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, "bus"))
        ? $"unix:path={Path.Combine(folder, "bus")}"
        : null;

    private void Drop(ServiceConnection broken)
    {
        _ = Interlocked.CompareExchange(ref _connection, null, broken);
        broken.Dispose();
    }
}
