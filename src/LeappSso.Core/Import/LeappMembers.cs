using System.Text.Json;

namespace LeappSso.Import;

/// <summary>Members of the JSON of Leapp: with an underscore as its classes have them, or without, as its migrations write some.</summary>
internal static class LeappMembers
{
    /// <summary>A member in either spelling; null where there is none.</summary>
    internal static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object ? null
        : json.TryGetProperty("_" + name, out JsonElement value) || json.TryGetProperty(name, out value) ? value
        : null;

    /// <summary>A text; null where it is absent, empty or something else.</summary>
    internal static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>The objects of a list.</summary>
    internal static IEnumerable<JsonElement> Objects(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object) : [];

    /// <summary>How many items a list has.</summary>
    internal static int Count(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
}
