using System.Security.Cryptography;

namespace LeappSso.Store;

/// <summary>
/// Replaces files whole: whoever reads, and whatever kills this process, there is the old content or the new one, never less.
/// </summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>A temporary file that is this much older than a finished write was left by a process that died.</summary>
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    /// <summary>Writes a file by way of a temporary one in the same folder; makes missing folders (0700 on Unix).</summary>
    /// <param name="path">The file; if it is a link, the file it leads to is replaced.</param>
    /// <param name="content">The whole new content.</param>
    /// <param name="ownerOnly">Whether only the owner may read it (0600 on Unix); else an existing file keeps its mode and a new one gets 0600.</param>
    /// <param name="modeOf">The file whose mode is kept; null for the one that is replaced.</param>
    /// <exception cref="IOException">The disk refuses; the old content is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written; the old content is untouched.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> content, bool ownerOnly, string? modeOf = null)
    {
        string target = RealPath.Of(path);
        // A rename would replace a write-protected file without asking.
        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
        {
            throw new UnauthorizedAccessException($"{target} is read-only.");
        }

        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"{target} is not a file.");
        RealPath.MakeFolder(folder);
        string name = Path.GetFileName(target);
        string temporary = Path.Combine(folder, $".{name}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.tmp");
        using (FileStream stream = Create(temporary))
        {
            try
            {
                stream.Write(content);
                if (!ownerOnly)
                {
                    KeepMode(stream, modeOf ?? target);
                }

                stream.Flush(flushToDisk: true);
                stream.Dispose();
                Replace(temporary, target);
            }
            finally
            {
                stream.Dispose();
                File.Delete(temporary);
            }
        }

        DropAbandoned(folder, name, target);
    }

    private static FileStream Create(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static void KeepMode(FileStream stream, string of)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(of))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(of));
        }
    }

    private static void Replace(string temporary, string target)
    {
        // On Windows a file that another program has open at this moment cannot be replaced.
        if (!OperatingSystem.IsWindows() || !SpinWait.SpinUntil(() => TryReplace(temporary, target), s_patience))
        {
            File.Move(temporary, target, overwrite: true);
        }
    }

    private static bool TryReplace(string temporary, string target)
    {
        try
        {
            File.Move(temporary, target, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Removes what killed processes left, because it may hold a secret. The clock of the file system is the measure.</summary>
    private static void DropAbandoned(string folder, string name, string written)
    {
        try
        {
            DateTime limit = File.GetLastWriteTimeUtc(written) - s_abandoned;
            foreach (string left in Directory.EnumerateFiles(folder, $".{name}.*.tmp").Where(f => File.GetLastWriteTimeUtc(f) < limit))
            {
                File.Delete(left);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The write itself succeeded, and the next one tries again.
            return;
        }
    }
}
