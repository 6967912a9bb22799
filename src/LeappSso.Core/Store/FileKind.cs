using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LeappSso.Store;

/// <summary>What stands under a path: .NET tells pipes and devices from files only by opening them, and to open a pipe can take for ever.</summary>
internal static class FileKind
{
    private const int CurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int TypeBits = 0xF000;

    /// <summary>
    /// What the name leads to that is neither a file nor a folder, in words; null where it is one of these, where nothing is there, and where
    /// the system does not tell.
    /// </summary>
    /// <param name="path">The name; links are followed.</param>
    internal static string? Unusual(string path) => Mode(path) is not { } mode ? null : (mode & TypeBits) switch
    {
        0x1000 => "a named pipe",
        0x2000 or 0x6000 => "a device",
        0xC000 => "a socket",
        _ => null,
    };

    private static int? Mode(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + '\0');
        byte[] status = new byte[256];
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The structure is the same on every processor: stx_mode stands at 28 (statx(2)).
                return LinuxStatus(CurrentFolder, name, 0, TypeOnly, status) == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(28)) : null;
            }

            if (OperatingSystem.IsMacOS())
            {
                // st_mode stands behind st_dev in the structure with inodes of 64 bits (stat(2)), which Intel has under a name of its own.
                int answer = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? IntelMacStatus(name, status) : MacStatus(name, status);
                return answer == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(4)) : null;
            }

            return null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018 has no statx.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LinuxStatus(int folder, byte[] path, int flags, uint wanted, [In, Out] byte[] status);

    [DllImport("libc", EntryPoint = "stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MacStatus(byte[] path, [In, Out] byte[] status);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int IntelMacStatus(byte[] path, [In, Out] byte[] status);
}
