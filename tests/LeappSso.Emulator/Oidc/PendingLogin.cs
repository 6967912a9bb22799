namespace LeappSso.Emulator;

internal enum LoginState
{
    Pending,
    Approved,
    Denied,
    Used,
}

/// <summary>A login that a person has to decide on, made by a device code or an authorization request.</summary>
internal abstract class PendingLogin(RegisteredClient client, IReadOnlyList<string> scopes, DateTimeOffset expiresAt)
{
    private int _state = (int)LoginState.Pending;

    /// <summary>What the person sees: the user code, or the id of the authorization request.</summary>
    public abstract string Handle { get; }

    public RegisteredClient Client { get; } = client;

    public IReadOnlyList<string> Scopes { get; } = scopes;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public LoginState State => (LoginState)Volatile.Read(ref _state);

    /// <summary>Only the first of two competing moves succeeds.</summary>
    public bool Move(LoginState from, LoginState to) =>
        Interlocked.CompareExchange(ref _state, (int)to, (int)from) == (int)from;

    public bool Decide(bool allow) => Move(LoginState.Pending, allow ? LoginState.Approved : LoginState.Denied);
}

internal sealed class DeviceLogin(RegisteredClient client, DateTimeOffset expiresAt, TimeSpan interval)
    : PendingLogin(client, client.Scopes, expiresAt)
{
    // Clients wait in whole seconds by their own timers, which may fire a little early.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMilliseconds(100);
    private readonly object _lock = new();
    private DateTimeOffset _lastPoll = DateTimeOffset.MinValue;

    public override string Handle { get; } = RandomText.UserCode();

    public string DeviceCode { get; } = RandomText.Token("", 48);

    public bool PollsTooFast(DateTimeOffset now)
    {
        lock (_lock)
        {
            bool tooFast = now - _lastPoll + s_tolerance < interval;
            _lastPoll = now;
            return tooFast;
        }
    }
}

internal sealed class CodeLogin(
    RegisteredClient client,
    IReadOnlyList<string> scopes,
    DateTimeOffset expiresAt,
    string redirectUri,
    string clientState,
    string challenge) : PendingLogin(client, scopes, expiresAt)
{
    public override string Handle { get; } = RandomText.Token("", 18);

    public string Code { get; } = RandomText.Token("", 48);

    public string RedirectUri { get; } = redirectUri;

    public string Challenge { get; } = challenge;

    /// <summary>Where the browser goes after the decision.</summary>
    public string Callback => State == LoginState.Denied
        ? Error(RedirectUri, clientState, "access_denied")
        : $"{RedirectUri}?code={Uri.EscapeDataString(Code)}&state={Uri.EscapeDataString(clientState)}";

    public static string Error(string redirectUri, string clientState, string error) =>
        $"{redirectUri}?error={error}&state={Uri.EscapeDataString(clientState)}";
}
