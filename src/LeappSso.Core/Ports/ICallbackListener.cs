namespace LeappSso.Ports;

/// <summary>Waits on the loopback address for the browser to come back from a login.</summary>
public interface ICallbackListener : IAsyncDisposable
{
    /// <summary>Where the browser returns to, with port.</summary>
    Uri RedirectUri { get; }

    /// <summary>
    /// Makes an address on this machine that sends the browser on to another one, once, while the listener waits. What the command line of
    /// a browser shows to other users is then only this. An address that was made before is no longer valid.
    /// </summary>
    /// <param name="address">Where the browser is to go.</param>
    Uri SendOn(Uri address);

    /// <summary>Waits until a request is accepted. Others are answered and ignored.</summary>
    /// <param name="accept">Says what a request to the right path means; null to ignore it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<CallbackAnswer> WaitAsync(Func<string, CallbackAnswer?> accept, CancellationToken cancellationToken);
}

/// <summary>What the browser brought back.</summary>
/// <param name="code">The authorization code; null after a refusal.</param>
/// <param name="error">The OAuth error; null after success.</param>
/// <param name="errorDescription">What the service said about the error.</param>
public sealed class CallbackAnswer(string? code, string? error, string? errorDescription)
{
    /// <summary>The authorization code; null after a refusal.</summary>
    public string? Code { get; } = code;

    /// <summary>The OAuth error; null after success.</summary>
    public string? Error { get; } = error;

    /// <summary>What the service said about the error.</summary>
    public string? ErrorDescription { get; } = errorDescription;
}
