using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The login of an integration as all workers of a command share it: renewed once for all, refused once for all, asked of nobody.</summary>
internal sealed class SharedLogin(IntegrationEntry integration, TokenSource tokens, Lazy<IAwsServices> services, TimeProvider time) : IDisposable
{
    // For how long a failure, and a renewal, stand for all sessions: hundreds do not each wait for a service in trouble, and a command that runs
    // for hours goes on.
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(30);

    private readonly Lazy<ISsoPortal> _portal = new(() => services.Value.Portal(Catalog.EndpointOf(integration)));
    private readonly SemaphoreSlim _gate = new(1);
    private SsoToken? _token;
    private LeappException? _failure;
    private long _failedAt;
    private long? _renewedAt;

    /// <summary>The portal it opens.</summary>
    internal ISsoPortal Portal => _portal.Value;

    /// <summary>Sees to it that the login, and what came by it, can be read.</summary>
    internal Task OpenAsync(CancellationToken cancellationToken) => tokens.OpenAsync(Catalog.GoalOf(integration), cancellationToken);

    /// <summary>Whether keys were fetched with a login that another one has replaced since; of an ended one they are used on.</summary>
    internal bool Replaces(KeptKeys kept, DateTimeOffset now) =>
        tokens.Peek(Catalog.GoalOf(integration)) is { } token && token.IsValid(now, TimeSpan.Zero)
        && RoleKeyCache.LoginOf(token.AccessToken) != kept.Login;

    /// <summary>Whether an access token is the one that is kept.</summary>
    internal bool IsKept(string accessToken) => tokens.Peek(Catalog.GoalOf(integration))?.AccessToken == accessToken;

    /// <summary>Gives the access token.</summary>
    /// <param name="refused">The one that the portal refused (HTTP 401); null at first.</param>
    /// <param name="target">What the user passed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.NotLoggedIn"/>, or why the login could not be renewed.</exception>
    internal async Task<string> GetAsync(string? refused, object target, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_failure is not null && time.GetElapsedTime(_failedAt) >= s_moment)
            {
                (_failure, _token, _renewedAt) = (null, null, null);
            }

            if (_failure is null && (_token is null || _token.AccessToken == refused))
            {
                await FindAsync(refused, cancellationToken).ConfigureAwait(false);
            }

            return _failure is null ? _token!.AccessToken : throw new LeappException(_failure.Code, _failure.Message, target);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task FindAsync(string? refused, CancellationToken cancellationToken)
    {
        try
        {
            // What was just renewed and is refused has ended at the portal; later its time is over, and it can be renewed again.
            _token = refused is not null && _renewedAt is { } renewedAt && time.GetElapsedTime(renewedAt) < s_moment
                ? null
                : await tokens.FindAsync(Catalog.GoalOf(integration), Catalog.EndpointOf(integration), refused, cancellationToken).ConfigureAwait(false);
            _renewedAt = refused is null ? null : time.GetTimestamp();
            _failure = _token is null ? AskNobody.Failure(integration) : null;
        }
        catch (LeappException failure)
        {
            _failure = failure;
        }

        _failedAt = time.GetTimestamp();
    }
}
