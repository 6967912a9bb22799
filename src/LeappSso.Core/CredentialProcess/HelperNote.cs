using System.Text.Json;
using System.Text.Json.Serialization;
using LeappSso.Store;

namespace LeappSso.CredentialProcess;

/// <summary>What is noted beside the helper, so that a look at it tells whether it is current.</summary>
internal sealed class HelperNote
{
    public string Version { get; set; } = string.Empty;

    /// <summary>The stamp of what it was made from.</summary>
    public string Source { get; set; } = string.Empty;

    public bool IsNative { get; set; }

    public long Length { get; set; }

    /// <summary>When the helper was written, in ticks (UTC), by the file system.</summary>
    public long WrittenAt { get; set; }

    /// <summary>The folder of the copy of the module that it starts; null for a native one.</summary>
    public string? Module { get; set; }

    /// <summary>Reads the note in a folder; null if there is none that can be read.</summary>
    internal static HelperNote? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(OrdinaryFile.ReadAllBytes(PathIn(folder)), HelperNoteJson.Default.HelperNote);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // A helper can be put there anew at any time.
            return null;
        }
    }

    /// <summary>Writes the note into a folder. Only under the lock of the helper.</summary>
    internal void Write(string folder)
    {
        TemporaryFiles.Drop(PathIn(folder));
        AtomicFile.Write(PathIn(folder), JsonSerializer.SerializeToUtf8Bytes(this, HelperNoteJson.Default.HelperNote), ownerOnly: true);
    }

    private static string PathIn(string folder) => Path.Combine(folder, "helper.json");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HelperNote))]
internal sealed partial class HelperNoteJson : JsonSerializerContext;
