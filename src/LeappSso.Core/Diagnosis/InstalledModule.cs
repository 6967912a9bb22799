using System.Text.RegularExpressions;

namespace LeappSso.Diagnosis;

/// <summary>A PowerShell module on disk. It is found by its folder, and not loaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; null where the folder names none and the manifest cannot be read.</param>
/// <param name="Folder">Its folder.</param>
internal sealed partial record InstalledModule(string Name, Version? Version, string Folder)
{
    // A manifest of AWS Tools lists thousands of commands, with the version at its top.
    private const int Beginning = 16384;

    /// <summary>Finds the modules of a name, in every version.</summary>
    /// <param name="modulePath">The value of <c>PSModulePath</c>; null if it is not set.</param>
    /// <param name="name">The name.</param>
    internal static IReadOnlyList<InstalledModule> Find(string? modulePath, string name) =>
    [
        .. from folder in (modulePath ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()
           from module in In(Path.Combine(folder, name), name)
           select module,
    ];

    private static List<InstalledModule> In(string folder, string name)
    {
        List<InstalledModule> found = [];
        try
        {
            if (File.Exists(Path.Combine(folder, name + ".psd1")))
            {
                found.Add(new InstalledModule(name, VersionIn(Path.Combine(folder, name + ".psd1")), folder));
            }

            foreach (string inner in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
            {
                if (System.Version.TryParse(Path.GetFileName(inner), out Version? version) && File.Exists(Path.Combine(inner, name + ".psd1")))
                {
                    found.Add(new InstalledModule(name, version, inner));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // PowerShell finds no module there either.
            return found;
        }

        return found;
    }

    private static Version? VersionIn(string manifest)
    {
        using StreamReader reader = new(manifest);
        char[] text = new char[Beginning];
        int length = reader.ReadBlock(text);
        return System.Version.TryParse(VersionPattern().Match(new string(text, 0, length)).Groups[1].Value, out Version? version) ? version : null;
    }

    [GeneratedRegex(@"(?m)^\s*ModuleVersion\s*=\s*['""]([0-9.]+)['""]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex VersionPattern();
}
