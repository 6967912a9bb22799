using System.Globalization;
using System.Text.Json;

namespace LeappSso.Store;

/// <summary>A workspace that could not be read and was moved aside.</summary>
internal static class DamagedWorkspace
{
    /// <summary>What its name begins with; when it was moved follows.</summary>
    internal const string Prefix = "workspace.damaged-";

    /// <summary>The name of the copy of what could be read last.</summary>
    internal const string LastGoodName = "workspace.last-good.json";

    /// <summary>All that lie in a folder, the newest first.</summary>
    internal static IReadOnlyList<string> All(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, $"{Prefix}*.json").OrderDescending(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be listed cannot be offered either; whatever else is wrong there, the command tells.
            return [];
        }
    }

    /// <summary>The newest that lies in a folder; null if there is none.</summary>
    internal static string? Newest(string folder) => All(folder) is [{ } newest, ..] ? newest : null;

    /// <summary>How to get back what was there, for the end of a message.</summary>
    /// <param name="damaged">The file that was moved aside.</param>
    internal static string Advice(string damaged)
    {
        string folder = Path.GetDirectoryName(damaged)!;
        string copy = Path.Combine(folder, LastGoodName);
        return File.Exists(copy)
            ? $"Copy {copy} to {Path.Combine(folder, "workspace.json")} to get back what was known, then remove {damaged}."
            : $"Mend it and move it to {Path.Combine(folder, "workspace.json")}, or remove it.";
    }

    /// <summary>Where a file is damaged, as it may stand behind 'is damaged'; nothing where that is not known.</summary>
    internal static string PlaceOf(JsonException reason) => reason.LineNumber is { } line
        ? string.Create(
            CultureInfo.InvariantCulture,
            $" (line {line + 1}, position {(reason.BytePositionInLine ?? 0) + 1}{(reason.Path is { Length: > 1 } path ? $", in {VisibleText.Of(path)}" : string.Empty)})")
        : " (parts of it are missing)";
}
