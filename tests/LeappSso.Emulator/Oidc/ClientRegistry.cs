using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>RegisterClient, and who is a client.</summary>
internal sealed partial class ClientRegistry(EmulatorOptions options, EmulatorClock clock)
{
    private readonly ConcurrentDictionary<string, RegisteredClient> _clients = new();

    public RegisteredClient? Find(string clientId) =>
        _clients.TryGetValue(clientId, out RegisteredClient? client) && client.SecretExpiresAt > clock.Now ? client : null;

    public RegisteredClient? Authenticate(ServiceRequest request) =>
        Find(request.Required("clientId")) is { } client && client.Secret == request.Required("clientSecret") ? client : null;

    public Answer Register(ServiceRequest request)
    {
        IReadOnlyList<string> scopes = request.List("scopes") ?? [];
        IReadOnlyList<string> grantTypes = request.List("grantTypes") ?? [];
        IReadOnlyList<string> redirectUris = request.List("redirectUris") ?? [];
        if (Refusal(request, scopes, grantTypes, redirectUris) is { } refusal)
        {
            return refusal;
        }

        RegisteredClient client = Add(scopes, grantTypes, [.. redirectUris.Select(uri => new Uri(uri))]);
        return Answer.Json((client, clock), static (json, source) =>
        {
            DateTimeOffset expires = source.clock.Reported(source.client.SecretExpiresAt);
            json.WriteString("clientId", source.client.Id);
            json.WriteString("clientSecret", source.client.Secret);
            json.WriteNumber("clientIdIssuedAt", source.clock.Reported(source.clock.Now).ToUnixTimeSeconds());
            json.WriteNumber("clientSecretExpiresAt", expires.ToUnixTimeSeconds());
            json.WriteNull("authorizationEndpoint");
            json.WriteNull("tokenEndpoint");
        });
    }

    public RegisteredClient Add(
        IReadOnlyList<string> scopes,
        IReadOnlyList<string> grantTypes,
        IReadOnlyList<Uri> redirectUris)
    {
        var client = new RegisteredClient(
            RandomText.Token("", 16), RandomText.Token("eyJraWQi", 120), scopes, grantTypes, redirectUris,
            clock.Now + options.ClientLifetime);
        return _clients[client.Id] = client;
    }

    private Answer? Refusal(
        ServiceRequest request,
        IReadOnlyList<string> scopes,
        IReadOnlyList<string> grantTypes,
        IReadOnlyList<string> redirectUris)
    {
        bool codeGrant = grantTypes.Contains(GrantTypes.AuthorizationCode);
        if (!ClientName().IsMatch(request.Required("clientName")) || request.Required("clientType") != "public")
        {
            return ServiceError.Oidc("invalid_client_metadata");
        }

        if (!grantTypes.All(GrantTypes.IsKnown))
        {
            return ServiceError.Oidc("unsupported_grant_type");
        }

        if (!scopes.All(scope => Scope().IsMatch(scope)))
        {
            return ServiceError.Oidc("invalid_scope");
        }

        if (codeGrant && (redirectUris.Count == 0 || request.Text("issuerUrl") is null))
        {
            return ServiceError.Oidc("invalid_request", "authorization_code needs redirectUris and issuerUrl");
        }

        if (!redirectUris.All(IsLoopbackCallback))
        {
            return ServiceError.Oidc("invalid_redirect_uri");
        }

        if (request.Text("issuerUrl") is { } issuer && !PortalAddress.IsKnown(issuer))
        {
            return ServiceError.Oidc("invalid_request");
        }

        // Some Identity Center instances refuse this mixture.
        return codeGrant && grantTypes.Contains(GrantTypes.DeviceCode) && options.RefuseMixedGrants
            ? ServiceError.Oidc("invalid_request")
            : null;
    }

    private static bool IsLoopbackCallback(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && uri.AbsolutePath == "/oauth/callback"
        && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,256}$")]
    private static partial Regex ClientName();

    /// <summary>Of the portal's own scopes there is only this one; other services have their own.</summary>
    [GeneratedRegex(@"^(sso:account:access|(?!sso:)[a-z0-9_-]+(:[A-Za-z0-9_*-]+)+)$")]
    private static partial Regex Scope();
}
