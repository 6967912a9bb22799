using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LeappSso.Emulator;

internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>Takes a list, or one item where a list of one is meant.</summary>
    public static IReadOnlyList<T> ReadList<T>(JsonNode? node) => node is JsonArray list
        ? list.Deserialize<T[]>(Options)!
        : [Read<T>(node)];

    public static T Read<T>(JsonNode? node) =>
        node.Deserialize<T>(Options) ?? throw new JsonException($"No {typeof(T).Name} is given.");
}
