using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace LeappSso.Emulator;

/// <summary>Every secret that was handed out or sent in, so that a test can search for it where it must not be.</summary>
public sealed class SecretLog
{
    private const int Most = 10_000;

    private static readonly Operation[] s_operations =
        [Operation.RegisterClient, Operation.StartDeviceAuthorization, Operation.CreateToken, Operation.GetRoleCredentials, Operation.AssumeRole,
         Operation.GetSigninToken];

    private static readonly string[] s_members =
        ["clientSecret", "deviceCode", "code", "codeVerifier", "accessToken", "refreshToken", "secretAccessKey", "sessionToken", "SigninToken"];

    private readonly ConcurrentDictionary<string, string> _kinds = new(StringComparer.Ordinal);

    internal SecretLog()
    {
    }

    /// <summary>Each secret and what it is, by the name of its member.</summary>
    public IReadOnlyDictionary<string, string> Kinds => _kinds;

    internal void Add(ServiceRequest request, Answer answer)
    {
        if (request.Model is not { } model || !s_operations.Contains(model.Operation))
        {
            return;
        }

        foreach (string member in s_members)
        {
            Add(member, request.Text(member));
        }

        if (answer is { Status: 200, ContentType: "application/json" })
        {
            using JsonDocument json = JsonDocument.Parse(answer.Body);
            Add(json.RootElement);
        }
        else if (answer is { Status: 200, ContentType: "text/xml" })
        {
            foreach (XElement element in XDocument.Parse(Encoding.UTF8.GetString(answer.Body.Span)).Descendants())
            {
                string name = JsonNamingPolicy.CamelCase.ConvertName(element.Name.LocalName);
                Add(name, s_members.Contains(name) ? element.Value : null);
            }
        }
    }

    private void Add(JsonElement json)
    {
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Add(member.Value);
            }
            else if (s_members.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String)
            {
                Add(member.Name, member.Value.GetString());
            }
        }
    }

    private void Add(string kind, string? secret)
    {
        if (!string.IsNullOrEmpty(secret) && _kinds.Count < Most)
        {
            _kinds.TryAdd(secret, kind);
        }
    }
}
