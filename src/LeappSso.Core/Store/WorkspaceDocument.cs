using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeappSso.Store;

/// <summary>The workspace as it lies on disk. Members of newer versions are kept.</summary>
internal sealed class WorkspaceDocument
{
    /// <summary>The version of this format.</summary>
    internal const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    public List<IntegrationEntry> Integrations { get; set; } = [];

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>A damaged workspace that lies beside an empty one; null if there is none, or if this one has integrations.</summary>
    [JsonIgnore]
    internal string? SetAside { get; set; }

    /// <summary>The integration with an alias, whatever its letter case; null if there is none.</summary>
    internal IntegrationEntry? Find(string alias) =>
        Integrations.FirstOrDefault(i => string.Equals(i.Alias, alias, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An integration on disk, with its accounts.</summary>
internal sealed class IntegrationEntry
{
    public string Alias { get; set; } = string.Empty;

    public string PortalUrl { get; set; } = string.Empty;

    public string Region { get; set; } = string.Empty;

    public string? DefaultRegion { get; set; }

    public string? ProfileNameTemplate { get; set; }

    public string? Method { get; set; }

    public string? LoginMethod { get; set; }

    /// <summary>Where the login is kept; null for the cache that the AWS tools share.</summary>
    public string? TokenStore { get; set; }

    /// <summary>The name under which anything but the shared cache keeps it; a new one for each store it moves to.</summary>
    public string? Vault { get; set; }

    /// <summary>The names of those in the platform's store for secrets that it could not be reached to remove; null if there are none.</summary>
    public List<string>? LeftVaults { get; set; }

    /// <summary>Whether its login has gone to another store, and is still to be taken out of the shared cache; null if not.</summary>
    public bool? LeavesSharedCache { get; set; }

    public DateTimeOffset? LastSync { get; set; }

    public List<AccountEntry> Accounts { get; set; } = [];

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>An account on disk, with its roles.</summary>
internal sealed class AccountEntry
{
    public string Id { get; set; } = string.Empty;

    public string? Name { get; set; }

    public string? Email { get; set; }

    public List<RoleEntry> Roles { get; set; } = [];

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>A role on disk: what makes it a session, and what the user set for it.</summary>
internal sealed class RoleEntry
{
    public string Name { get; set; } = string.Empty;

    public string Profile { get; set; } = string.Empty;

    public string? Region { get; set; }

    public string? Method { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When the portal stopped listing it. It is no session then, but its settings come back with it.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    /// <summary>What it needs of another session for its keys; null where the portal gives them.</summary>
    public ChainEntry? Chain { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(WorkspaceDocument))]
[JsonSerializable(typeof(RegistrationDocument))]
[JsonSerializable(typeof(RoleKeyEntry))]
internal sealed partial class StoreJson : JsonSerializerContext;
