using System.Diagnostics;
using System.Text.Json;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>What Python's configparser makes of a file.</summary>
/// <param name="Line">The first line that it cannot read; null if it reads all.</param>
/// <param name="Sections">The sections with their keys and values.</param>
internal sealed record ParsedFile(int? Line, IReadOnlyList<ParsedSection>? Sections);

/// <summary>A section with its keys and values, each in order.</summary>
internal sealed record ParsedSection(string Name, IReadOnlyList<(string Key, string Value)> Options)
{
    public override string ToString() => $"[{Name}] {string.Join(" | ", Options.Select(o => $"{o.Key} = {o.Value}"))}";
}

/// <summary>Runs Python's configparser, with which AWS CLI reads its files.</summary>
internal static class ConfigParser
{
    /// <summary>The Python of this machine; null where there is none.</summary>
    internal static string? Program { get; } = Array.Find(["/usr/bin/python3", "python3", "python"], IsPython);

    /// <summary>Reads files, all in one process.</summary>
    internal static IReadOnlyList<ParsedFile> Read(IReadOnlyList<string> files)
    {
        using Process process = Start(Program!, Path.Combine(AppContext.BaseDirectory, "Profiles", "config_parser.py"));
        Task writing = Task.Run(() =>
        {
            JsonSerializer.Serialize(process.StandardInput.BaseStream, files);
            process.StandardInput.Close();
        });
        using JsonDocument answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        Assert.True(writing.IsCompletedSuccessfully);
        return [.. answer.RootElement.EnumerateArray().Select(ToFile)];
    }

    private static ParsedFile ToFile(JsonElement file) => new(
        file.GetProperty("line") is { ValueKind: JsonValueKind.Number } line ? line.GetInt32() : null,
        file.GetProperty("sections") is { ValueKind: JsonValueKind.Array } sections
            ? [.. sections.EnumerateArray().Select(s => new ParsedSection(
                s[0].GetString()!, [.. s[1].EnumerateArray().Select(o => (o[0].GetString()!, o[1].GetString()!))]))]
            : null);

    private static bool IsPython(string program)
    {
        try
        {
            using Process process = Start(program, "-c", "import configparser");
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
