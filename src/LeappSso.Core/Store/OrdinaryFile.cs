namespace LeappSso.Store;

/// <summary>
/// Files that other programs, or other people, may have put there: a pipe would keep a reader for ever, and a device gives bytes without end
/// or is lost when a file takes its name.
/// </summary>
internal static class OrdinaryFile
{
    /// <summary>No file of AWS tools or of this module is near this size (bytes): 50,000 sessions take 20 MB.</summary>
    internal const long Longest = 512L << 20;

    /// <summary>Which stands for a file that is empty, on Unix.</summary>
    private const string Nothing = "/dev/null";

    /// <summary>All bytes of a file.</summary>
    /// <exception cref="IOException">It cannot be read, is none, or is larger than <see cref="Longest"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static byte[] ReadAllBytes(string path)
    {
        DemandReadable(path);
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder, not a file.");
        }

        FileInfo file = new(path);
        if (file.Exists && file.Length > Longest)
        {
            throw new IOException($"it has {file.Length >> 20} MB, and no such file has more than {Longest >> 20} MB.");
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Refuses what cannot be read to its end.</summary>
    /// <exception cref="IOException">It is a pipe, a device or a socket.</exception>
    internal static void DemandReadable(string path)
    {
        if (FileKind.Unusual(path) is { } unusual && !IsNothing(path))
        {
            throw new IOException($"it is {unusual}, not a file.");
        }
    }

    /// <summary>Refuses what must not be replaced by a file.</summary>
    /// <param name="path">A path without links.</param>
    /// <exception cref="IOException">It is no file.</exception>
    internal static void DemandReplaceable(string path)
    {
        if ((FileKind.Unusual(path) ?? (Directory.Exists(path) ? "a folder" : null)) is { } unusual)
        {
            throw new IOException($"{path} is {unusual}, which no file may replace.");
        }
    }

    private static bool IsNothing(string path) => path == Nothing || RealPath.Of(path) == Nothing;
}
