using System.Runtime.InteropServices;
using System.Text;

namespace LeappSso.Diagnosis;

/// <summary>Asks the system whether this user may write, without writing.</summary>
internal static class WriteAccess
{
    private const int WriteOk = 2;

    /// <summary>
    /// Whether files can be made and replaced in a folder; where it is not there yet, in the nearest one above it. Windows tells it only
    /// to who tries, so there the answer is always yes.
    /// </summary>
    /// <param name="folder">A path without links.</param>
    internal static bool To(string folder)
    {
        string? there = folder;
        while (there is not null && !Directory.Exists(there))
        {
            there = Path.GetDirectoryName(there);
        }

        return there is null || OperatingSystem.IsWindows() || Access(Encoding.UTF8.GetBytes(there + '\0'), WriteOk) == 0;
    }

    // It knows of mounts that are read-only and of what root may do, which the mode of a folder does not tell (access(2), POSIX.1-2017).
    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);
}
