using System.Collections.Concurrent;

namespace LeappSso.Emulator;

/// <summary>The logins that wait for a person, and the person's decisions by API.</summary>
public sealed class ApprovalDesk : IDisposable
{
    private readonly EmulatorOptions _options;
    private readonly EmulatorClock _clock;
    private readonly ConcurrentDictionary<string, PendingLogin> _byHandle = new();
    private readonly ConcurrentDictionary<string, DeviceLogin> _byDeviceCode = new();
    private readonly ConcurrentDictionary<string, CodeLogin> _byCode = new();
    private readonly HttpClient _browser = new(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false });
    private TaskCompletionSource _arrival = NewArrival();

    internal ApprovalDesk(EmulatorOptions options, EmulatorClock clock)
    {
        _options = options;
        _clock = clock;
    }

    /// <summary>How new logins are decided.</summary>
    public ApprovalMode Mode
    {
        get => _options.Approval;
        set => _options.Approval = value;
    }

    /// <summary>User codes (<c>ABCD-EFGH</c>) and ids of authorization requests that wait for a decision.</summary>
    public IReadOnlyList<string> Pending => [.. Undecided.Select(login => login.Handle)];

    private IEnumerable<PendingLogin> Undecided =>
        _byHandle.Values.Where(login => login.State == LoginState.Pending && login.ExpiresAt > _clock.Now);

    /// <summary>Waits until a login is pending and returns its user code or id.</summary>
    public async Task<string> NextPendingAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task arrival = Volatile.Read(ref _arrival).Task;
            if (Pending is [string first, ..])
            {
                return first;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Allows a pending login; for an authorization request the emulator itself calls the callback.</summary>
    public Task<bool> ApproveAsync(string codeOrId) => DecideAsync(codeOrId, allow: true);

    /// <summary>Denies a pending login.</summary>
    public Task<bool> DenyAsync(string codeOrId) => DecideAsync(codeOrId, allow: false);

    /// <inheritdoc />
    public void Dispose() => _browser.Dispose();

    internal PendingLogin? Find(string handle) =>
        _byHandle.TryGetValue(Normalize(handle), out PendingLogin? login) && login.ExpiresAt > _clock.Now ? login : null;

    internal DeviceLogin? FindDeviceCode(string code) => _byDeviceCode.GetValueOrDefault(code);

    internal CodeLogin? FindCode(string code) => _byCode.GetValueOrDefault(code);

    internal void Add(PendingLogin login)
    {
        if (login is DeviceLogin device)
        {
            _byDeviceCode[device.DeviceCode] = device;
        }
        else if (login is CodeLogin code)
        {
            _byCode[code.Code] = code;
        }

        _byHandle[login.Handle] = login;
        if (Mode != ApprovalMode.Manual)
        {
            login.Decide(Mode == ApprovalMode.Automatic);
        }

        Interlocked.Exchange(ref _arrival, NewArrival()).SetResult();
    }

    private async Task<bool> DecideAsync(string codeOrId, bool allow)
    {
        if (Find(codeOrId)?.Decide(allow) != true)
        {
            return false;
        }

        if (Find(codeOrId) is CodeLogin login)
        {
            using HttpResponseMessage answer = await _browser.GetAsync(new Uri(login.Callback));
        }

        return true;
    }

    /// <summary>A person may type a user code in small letters and without the dash.</summary>
    private string Normalize(string handle)
    {
        if (_byHandle.ContainsKey(handle))
        {
            return handle;
        }

        string letters = handle.Trim().Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return letters.Length == 8 ? $"{letters[..4]}-{letters[4..]}" : handle;
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
