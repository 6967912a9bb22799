using System.Security.Cryptography;

namespace LeappSso.Store;

/// <summary>
/// The temporary files through which files are replaced: <c>.name.0123456789ab.tmp</c> beside the file. One that stays was left by a
/// process that died, and may hold a secret.
/// </summary>
internal static class TemporaryFiles
{
    private const int RandomLength = 12;
    private const string Ending = ".tmp";

    /// <summary>A name for a new one.</summary>
    /// <param name="target">The file that it is to replace.</param>
    internal static string NewFor(string target)
    {
        string name = $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(RandomLength, lowercase: true)}{Ending}";
        return Path.Combine(Path.GetDirectoryName(target)!, name);
    }

    /// <summary>Those of a file and of its backups that are there now.</summary>
    /// <param name="path">The file; links are followed.</param>
    /// <exception cref="IOException">The folder cannot be read, or the links lead in a circle.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    private static IReadOnlyList<string> Of(string path)
    {
        string target = RealPath.Of(path);
        string name = Path.GetFileName(target);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"{target} is not a file.");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, ".*" + Ending).Where(f => TargetOf(Path.GetFileName(f)) is { } of && (of == name || BackupName.IsOf(name, of)))]
            : [];
    }

    /// <summary>Whether a process that writes a file, or has died of it, has left one of it.</summary>
    internal static bool AreThere(string path)
    {
        try
        {
            return Of(path).Count > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be seen cannot be removed.
            return false;
        }
    }

    /// <summary>Removes those of a file and of its backups. Only for who holds the lock that all their writers take, or where one may fail.</summary>
    internal static void Drop(string path)
    {
        try
        {
            foreach (string left in Of(path))
            {
                TryDelete(left);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read refuses the write too, or does without harm to it.
            return;
        }
    }

    /// <summary>Removes a file; says whether it could be removed.</summary>
    internal static bool TryDelete(string file)
    {
        try
        {
            File.Delete(file);
            FileSteps.Tell(FileStep.Removed, file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a file is one of them, by its name.</summary>
    internal static bool IsOne(string file) => TargetOf(Path.GetFileName(file)) is not null;

    /// <summary>The name of the file that a temporary one of this name would replace; null if it is none of ours.</summary>
    internal static string? TargetOf(string name)
    {
        const int Around = 1 + RandomLength + 1;
        if (name.Length <= Around + Ending.Length || name[0] != '.' || !name.EndsWith(Ending, StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> middle = name.AsSpan(0, name.Length - Ending.Length);
        if (middle[^(RandomLength + 1)] != '.')
        {
            return null;
        }

        foreach (char c in middle[^RandomLength..])
        {
            if (!char.IsAsciiHexDigitLower(c))
            {
                return null;
            }
        }

        return middle[1..^(RandomLength + 1)].ToString();
    }
}
