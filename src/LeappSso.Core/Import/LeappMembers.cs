using System.Text.Json;

namespace LeappSso.Import;

/// <summary>Members of the JSON of Leapp: with an underscore as its classes have them, or without, as its migrations write some.</summary>
internal static class LeappMembers
{
    /// <summary>A member in either spelling; null where there is none, or one beside it has a name that is no Unicode.</summary>
    internal static JsonElement? Member(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            return json.TryGetProperty("_" + name, out JsonElement value) || json.TryGetProperty(name, out value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A text; null where it is absent, empty or something else.</summary>
    internal static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value && Text(value) is { Length: > 0 } text ? text : null;

    /// <summary>A text; null where it is no Unicode, as half of a pair of surrogates is.</summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The objects of a list.</summary>
    internal static IEnumerable<JsonElement> Objects(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object) : [];

    /// <summary>How many items a list has.</summary>
    internal static int Count(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
}
