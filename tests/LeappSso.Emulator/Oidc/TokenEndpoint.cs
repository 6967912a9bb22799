using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeappSso.Emulator;

/// <summary>CreateToken with its three grants.</summary>
internal sealed class TokenEndpoint(
    EmulatorOptions options,
    EmulatorClock clock,
    ClientRegistry clients,
    ApprovalDesk desk,
    TokenVault vault,
    EmulatorCounters counters)
{
    public Answer Create(ServiceRequest request)
    {
        string grantType = request.Required("grantType");
        if (!GrantTypes.IsKnown(grantType))
        {
            return ServiceError.Oidc("unsupported_grant_type");
        }

        if (MissingOrSuperfluous(request, grantType) is { } reason)
        {
            return ServiceError.Malformed(request.Model, reason);
        }

        if (clients.Authenticate(request) is not { } client)
        {
            return ServiceError.Oidc("invalid_client");
        }

        if (!client.MayUse(grantType))
        {
            return ServiceError.Oidc("unauthorized_client");
        }

        return grantType switch
        {
            GrantTypes.DeviceCode => FromDeviceCode(client, request.Required("deviceCode")),
            GrantTypes.AuthorizationCode => FromCode(client, request),
            _ => Refresh(client, request),
        };
    }

    private Answer FromDeviceCode(RegisteredClient client, string deviceCode)
    {
        DeviceLogin? login = desk.FindDeviceCode(deviceCode);
        if (login is null || login.Client.Id != client.Id)
        {
            return ServiceError.Oidc("invalid_grant", "Invalid device code provided");
        }

        if (login.ExpiresAt <= clock.Now)
        {
            return ServiceError.Oidc("expired_token");
        }

        if (login.PollsTooFast(clock.Now))
        {
            return ServiceError.Oidc("slow_down");
        }

        return login.State switch
        {
            LoginState.Pending => ServiceError.Oidc("authorization_pending"),
            LoginState.Denied => ServiceError.Oidc("access_denied"),
            _ => Open(login),
        };
    }

    private Answer FromCode(RegisteredClient client, ServiceRequest request)
    {
        CodeLogin? login = desk.FindCode(request.Required("code"));
        bool valid = login is not null
            && login.Client.Id == client.Id
            && login.ExpiresAt > clock.Now
            && login.RedirectUri == request.Required("redirectUri")
            && login.Challenge == Challenge(request.Required("codeVerifier"));
        return valid ? Open(login!) : ServiceError.Oidc("invalid_grant");
    }

    private Answer Refresh(RegisteredClient client, ServiceRequest request)
    {
        if (request.List("scope") is { } scopes && scopes.Except(client.Scopes).Any())
        {
            return ServiceError.Oidc("invalid_scope");
        }

        if (vault.Renew(client, request.Required("refreshToken")) is not { } tokens)
        {
            return ServiceError.Oidc("invalid_grant", "Invalid refresh token provided");
        }

        counters.Refreshed();
        return Tokens(tokens.Access, tokens.Refresh);
    }

    private Answer Open(PendingLogin login)
    {
        if (!login.Move(LoginState.Approved, LoginState.Used))
        {
            return ServiceError.Oidc("invalid_grant");
        }

        counters.LoggedIn();
        (string access, string? refresh) = vault.Open(login.Client, login.Scopes);
        return Tokens(access, refresh);
    }

    private Answer Tokens(string access, string? refresh) =>
        Answer.Json((access, refresh, lifetime: (int)options.TokenLifetime.TotalSeconds), static (json, source) =>
        {
            json.WriteString("accessToken", source.access);
            json.WriteNumber("expiresIn", source.lifetime);
            if (source.refresh is not null)
            {
                json.WriteString("refreshToken", source.refresh);
            }

            json.WriteString("tokenType", "Bearer");
        });

    /// <summary>The model leaves it open which members go with which grant; the RFCs do not.</summary>
    private static string? MissingOrSuperfluous(ServiceRequest request, string grantType)
    {
        string[] needed = grantType switch
        {
            GrantTypes.DeviceCode => ["deviceCode"],
            GrantTypes.AuthorizationCode => ["code", "redirectUri", "codeVerifier"],
            _ => ["refreshToken"],
        };
        string[] all = ["deviceCode", "code", "redirectUri", "codeVerifier", "refreshToken"];
        string? wrong = all.FirstOrDefault(name => needed.Contains(name) != request.Has(name));
        return wrong is null ? null : $"CreateToken: '{wrong}' is missing or superfluous for {grantType}";
    }

    private static string Challenge(string verifier) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
