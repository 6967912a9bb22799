namespace LeappSso.Store;

/// <summary>Who else than its owner may do something with a file. On Windows the folder of the user decides that, so the answer there is nobody.</summary>
internal static class FilePermissions
{
    private const UnixFileMode Read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Write = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>How to keep others from a file.</summary>
    internal static string Close(string path) => $"Take their access away: chmod 600 '{path}'";

    /// <summary>Whether others can read it.</summary>
    internal static bool OthersRead(string path) => Has(path, Read);

    /// <summary>Whether others can write it.</summary>
    internal static bool OthersWrite(string path) => Has(path, Write);

    /// <summary>The files of a folder that others can read; none where there is no such folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">Which files.</param>
    /// <param name="deep">Whether folders in it count.</param>
    internal static IEnumerable<string> ReadByOthers(string folder, string pattern, bool deep = false) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, pattern, deep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Where(OthersRead);

    private static bool Has(string path, UnixFileMode any) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & any) != 0;
}
