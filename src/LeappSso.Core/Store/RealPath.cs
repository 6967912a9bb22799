namespace LeappSso.Store;

/// <summary>Where a path really leads, so that a link in a folder of dotfiles stays a link when its file is replaced.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Follows all links of a path, also those of its folders and those that lead to nothing yet.</summary>
    /// <param name="path">A path; nothing need exist there.</param>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    internal static string Of(string path) => Follow(Path.GetFullPath(path), 0);

    /// <summary>Makes a folder and what is missing above it; on Unix only the owner (0700) may enter what is made.</summary>
    /// <param name="folder">A path without links.</param>
    /// <exception cref="IOException">A file has the name of a folder, or the disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be made there.</exception>
    internal static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (File.Exists(folder))
        {
            throw new IOException($"{folder} is a file, but a folder is needed there.");
        }

        if (Path.GetDirectoryName(folder) is { } above)
        {
            MakeFolder(above);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private static string Follow(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        string realFolder = Follow(folder, links);
        string real = Path.Combine(realFolder, Path.GetFileName(path));
        if (new FileInfo(real).LinkTarget is not { } target)
        {
            return real;
        }

        return links < MaxLinks
            ? Follow(Path.GetFullPath(target, realFolder), links + 1)
            : throw new IOException($"The links at {path} lead in a circle.");
    }
}
