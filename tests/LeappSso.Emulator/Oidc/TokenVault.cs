using System.Collections.Concurrent;

namespace LeappSso.Emulator;

/// <summary>The access and refresh tokens that were handed out.</summary>
public sealed class TokenVault
{
    private const string RefreshScope = "sso:account:access";

    private readonly EmulatorOptions _options;
    private readonly EmulatorClock _clock;
    private readonly ClientRegistry _clients;
    private readonly ConcurrentDictionary<string, AccessToken> _access = new();
    private readonly ConcurrentDictionary<string, PortalSession> _refresh = new();

    internal TokenVault(EmulatorOptions options, EmulatorClock clock, ClientRegistry clients)
    {
        _options = options;
        _clock = clock;
        _clients = clients;
    }

    /// <summary>A new portal session with valid tokens and a registered client; does not count as a login.</summary>
    public IssuedTokens Issue()
    {
        RegisteredClient client = _clients.Add([RefreshScope], [], []);
        (string access, string? refresh) = Open(client, client.Scopes);
        return new IssuedTokens(
            access, _access[access].ExpiresAt, refresh, client.Id, client.Secret, client.SecretExpiresAt);
    }

    /// <summary>Whether the portal would accept this access token now.</summary>
    public bool IsValid(string accessToken) =>
        _access.TryGetValue(accessToken, out AccessToken? token) && !token.Session.Ended && token.ExpiresAt > _clock.Now;

    /// <summary>Ends every access token; refresh tokens live on.</summary>
    public void ExpireAccessTokens() => _access.Clear();

    /// <summary>Ends every portal session: access and refresh tokens die.</summary>
    public void EndSessions()
    {
        _access.Clear();
        _refresh.Clear();
    }

    internal bool EndSession(string accessToken)
    {
        if (!IsValid(accessToken))
        {
            return false;
        }

        _access[accessToken].Session.Ended = true;
        return true;
    }

    internal (string Access, string? Refresh) Open(RegisteredClient client, IReadOnlyList<string> scopes)
    {
        var session = new PortalSession(client.Id);
        return (NewAccess(session), scopes.Contains(RefreshScope) ? NewRefresh(session) : null);
    }

    /// <summary>Null when the refresh token is unknown, used, ended or another client's.</summary>
    internal (string Access, string? Refresh)? Renew(RegisteredClient client, string refreshToken)
    {
        if (!_refresh.TryGetValue(refreshToken, out PortalSession? session) || session.Ended || session.ClientId != client.Id)
        {
            return null;
        }

        return _options.RefreshTokens switch
        {
            RefreshTokenPolicy.Omit => (NewAccess(session), null),
            RefreshTokenPolicy.Same => (NewAccess(session), refreshToken),
            _ => _refresh.TryRemove(refreshToken, out _) ? (NewAccess(session), NewRefresh(session)) : null,
        };
    }

    private string NewAccess(PortalSession session)
    {
        string token = RandomText.Token("aoaAAAAAG", 180);
        _access[token] = new AccessToken(session, _clock.Now + _options.TokenLifetime);
        return token;
    }

    private string NewRefresh(PortalSession session)
    {
        string token = RandomText.Token("aorAAAAAG", 180);
        _refresh[token] = session;
        return token;
    }

    private sealed record AccessToken(PortalSession Session, DateTimeOffset ExpiresAt);

    private sealed class PortalSession(string clientId)
    {
        private volatile bool _ended;

        public string ClientId { get; } = clientId;

        public bool Ended
        {
            get => _ended;
            set => _ended = value;
        }
    }
}
