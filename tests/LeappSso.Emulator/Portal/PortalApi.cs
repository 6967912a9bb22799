using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeappSso.Emulator;

/// <summary>The four operations of the portal.</summary>
internal sealed class PortalApi(
    EmulatorOptions options,
    PortalDirectory directory,
    TokenVault vault,
    RoleKeyIssuer keys,
    EmulatorClock clock)
{
    private const int DefaultPageSize = 20;

    public Answer Handle(ServiceRequest request)
    {
        if (!vault.IsValid(request.Bearer!) || request.IsOutside(options.Region))
        {
            return ServiceError.Portal(401, "UnauthorizedException", "Session token not found or invalid");
        }

        return request.Model!.Operation switch
        {
            Operation.ListAccounts => ListAccounts(request),
            Operation.ListAccountRoles => ListAccountRoles(request),
            Operation.GetRoleCredentials => GetRoleCredentials(request),
            _ => Logout(request),
        };
    }

    private Answer ListAccounts(ServiceRequest request) =>
        Page(request, "accounts", "accountList", directory.Accounts, static (json, account) =>
        {
            json.WriteString("accountId", account.Id);
            WriteIfPresent(json, "accountName", account.Name);
            WriteIfPresent(json, "emailAddress", account.Email);
        });

    private Answer ListAccountRoles(ServiceRequest request)
    {
        if (directory.Find(request.Required("account_id")) is not { } account)
        {
            return NoAccount();
        }

        return Page(request, account.Id, "roleList", account.Roles, (json, role) =>
        {
            json.WriteString("roleName", role);
            json.WriteString("accountId", account.Id);
        });
    }

    private Answer GetRoleCredentials(ServiceRequest request)
    {
        if (directory.Find(request.Required("account_id")) is not { } account)
        {
            return NoAccount();
        }

        string role = request.Required("role_name");
        if (!account.Roles.Contains(role))
        {
            return ServiceError.Portal(403, "ForbiddenException", "No access");
        }

        return Answer.Json((keys: keys.Issue(account.Id, role), clock), static (json, source) =>
        {
            json.WriteStartObject("roleCredentials");
            json.WriteString("accessKeyId", source.keys.AccessKeyId);
            json.WriteString("secretAccessKey", source.keys.SecretAccessKey);
            json.WriteString("sessionToken", source.keys.SessionToken);
            json.WriteNumber("expiration", source.clock.Reported(source.keys.ExpiresAt).ToUnixTimeMilliseconds());
            json.WriteEndObject();
        });
    }

    private Answer Logout(ServiceRequest request)
    {
        vault.EndSession(request.Bearer!);
        return Answer.Empty(200);
    }

    private static Answer NoAccount() => ServiceError.Portal(404, "ResourceNotFoundException", "Account not found");

    private static Answer Page<T>(
        ServiceRequest request,
        string listing,
        string name,
        IReadOnlyList<T> items,
        Action<Utf8JsonWriter, T> write)
    {
        if (!TryReadToken(request.Text("next_token"), listing, out int start))
        {
            return ServiceError.Malformed(request.Model, $"{request.Model!.Operation}: the next token is not of this listing");
        }

        int size = request.Text("max_result") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultPageSize;
        int end = Math.Min(items.Count, start + size);
        return Answer.Json((name, items, write, start, end, listing), static (json, source) =>
        {
            json.WriteString("nextToken", source.end < source.items.Count ? Token(source.listing, source.end) : null);
            json.WriteStartArray(source.name);
            for (int index = source.start; index < source.end; index++)
            {
                json.WriteStartObject();
                source.write(json, source.items[index]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Opaque to clients: the listing and the position, so that a token of another listing is found out.</summary>
    private static string Token(string listing, int position) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{listing} {position}")));

    private static bool TryReadToken(string? token, string listing, out int position)
    {
        position = 0;
        if (token is null)
        {
            return true;
        }

        byte[] bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out int length))
        {
            return false;
        }

        string[] parts = Encoding.UTF8.GetString(bytes, 0, length).Split(' ');
        return parts.Length == 2 && parts[0] == listing
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }

    private static void WriteIfPresent(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
