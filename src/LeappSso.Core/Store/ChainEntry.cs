using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeappSso.Store;

/// <summary>What makes a role on disk a chained session: its keys come from STS AssumeRole with the keys of another session.</summary>
internal sealed class ChainEntry
{
    public string RoleArn { get; set; } = string.Empty;

    /// <summary>The id of the session whose keys assume the role.</summary>
    public string Parent { get; set; } = string.Empty;

    public string? ExternalId { get; set; }

    public int? DurationSeconds { get; set; }

    public string? RoleSessionName { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>Whether it has what no chained session can be without.</summary>
    internal static bool IsWhole(ChainEntry? entry) => entry is null or { RoleArn.Length: > 0, Parent.Length: > 0 };

    /// <summary>Whether both give the same keys.</summary>
    internal bool IsSame(ChainEntry other) =>
        RoleArn == other.RoleArn
        && string.Equals(Parent, other.Parent, StringComparison.OrdinalIgnoreCase)
        && ExternalId == other.ExternalId
        && DurationSeconds == other.DurationSeconds;
}
