using System.Globalization;
using System.Security.Cryptography;

namespace LeappSso.Store;

/// <summary>
/// Excludes other processes, and other tasks of this one, from changing a file. It is a file beside the guarded one, held open alone;
/// the system frees it when its holder dies in whatever way. Whoever gets it removes the temporary files that such a holder left.
/// </summary>
internal sealed class FileLock : IDisposable
{
    /// <summary>How long a command waits for the others: as long as a hundred of them may take, on a machine that has other things to do.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(10);

    /// <summary>On Windows a file that is just vanishing is 'access denied' for a moment, like a folder that may not be written.</summary>
    private static readonly TimeSpan s_vanishing = TimeSpan.FromSeconds(1);

    private readonly FileStream _stream;
    private readonly string _path;

    private FileLock(FileStream stream, string path)
    {
        _stream = stream;
        _path = path;
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="guardedPath">The file to guard; links are followed, so that all names of one file share one lock.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="onWait">Called once if there is something to wait for; null if nobody wants to know.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/> when another process holds it for longer.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal static async Task<FileLock> AcquireAsync(
        string guardedPath, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken, Action? onWait = null)
    {
        string target = RealPath.Of(guardedPath);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"{target} is not a file.");
        string path = Path.Combine(folder, $".{Path.GetFileName(target)}.leappsso.lock");
        RealPath.MakeFolder(folder);
        long start = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan waited = time.GetElapsedTime(start);
            if (TryOpen(path, waited) is { } stream)
            {
                FileSteps.Tell(FileStep.Locked, target);
                // Their writers held this lock, so these have died.
                TemporaryFiles.Drop(target);
                return new FileLock(stream, path);
            }

            if (waited >= timeout)
            {
                throw Busy(target, timeout);
            }

            onWait?.Invoke();
            onWait = null;
            TimeSpan pause = s_shortestPause + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(30));
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Frees the lock and removes its file.</summary>
    public void Dispose()
    {
        try
        {
            // The name goes first: once the lock is free, the name may be the next holder's.
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(_path);
                FileSteps.Tell(FileStep.Unlocking, _path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without its folder, or where it may not be removed, it guards no less and no more.
            return;
        }
        finally
        {
            _stream.Dispose();
        }
    }

    private static FileStream? TryOpen(string path, TimeSpan waited)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream stream;
        try
        {
            stream = new FileStream(path, options);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && waited < s_vanishing)
        {
            return null;
        }

        if (OperatingSystem.IsWindows() || IsStillAt(path, stream))
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    /// <summary>
    /// Whether the open file is the one that has the name now: the former holder removes the name just before it frees the lock, so
    /// what was opened before and locked after that guards nothing. The time stamp carries a random mark, since .NET can ask for it
    /// by name without a lock of its own, which reading the content needs (flock in SafeFileHandle).
    /// </summary>
    private static bool IsStillAt(string path, FileStream stream)
    {
        DateTime mark = DateTime.UnixEpoch.AddTicks(RandomNumberGenerator.GetInt32(int.MaxValue) * 4_194_301L);
        File.SetLastWriteTimeUtc(stream.SafeFileHandle, mark);
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(stream.SafeFileHandle);
    }

    /// <summary>Whether another program, or another part of this one, has the file open for itself alone.</summary>
    internal static bool IsHeld(IOException failure)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int LinuxWouldBlock = 11;
        const int BsdWouldBlock = 35;
        return failure.HResult == (OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);
    }

    private static LeappException Busy(string target, TimeSpan timeout) => new(
        LeappErrorCode.Locked,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Another process has been changing {target} for {timeout.TotalSeconds:0.#} seconds, so it was not changed here. Try again when it has finished; Test-LeappSso -Name Locks tells what is held."),
        target);
}
