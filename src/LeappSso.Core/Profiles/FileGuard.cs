using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>
/// The lock of an AWS file, or the reason why there is none: that matters only where there is something to write. A command that changes
/// nothing works in a read-only folder too, and makes none that is missing.
/// </summary>
internal sealed class FileGuard : IDisposable
{
    private readonly string _path;
    private readonly FileLock? _held;
    private readonly Exception? _refusal;

    private FileGuard(string path, FileLock? held, Exception? refusal)
    {
        _path = path;
        _held = held;
        _refusal = refusal;
    }

    /// <summary>Whether the file has no folder, so that there is neither a file nor a lock.</summary>
    internal bool LacksFolder => _held is null && _refusal is null;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The file.</param>
    /// <param name="makesFolder">Whether a missing folder is made.</param>
    /// <param name="time">The clock.</param>
    /// <param name="waits">Called where another process has it; nobody if null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/>.</exception>
    internal static async Task<FileGuard> TakeAsync(string path, bool makesFolder, TimeProvider time, Action? waits, CancellationToken cancellationToken)
    {
        try
        {
            if (IsDevice(RealPath.Of(path)))
            {
                // AWS_CONFIG_FILE=/dev/null is common, and a rename by root would put a file in the place of the device.
                throw new IOException("it is a device, not a file.");
            }

            return makesFolder || Path.Exists(Path.GetDirectoryName(RealPath.Of(path)))
                ? new FileGuard(path, await FileLock.AcquireAsync(path, FileLock.Patience, time, cancellationToken, waits).ConfigureAwait(false), null)
                : new FileGuard(path, null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileGuard(path, null, e);
        }
    }

    /// <summary>Refuses where the lock could not be taken.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileReadOnly"/>.</exception>
    internal void Demand()
    {
        if (_refusal is not null)
        {
            throw Unwritable(_path, _refusal);
        }
    }

    /// <summary>The error of a file that cannot be written.</summary>
    internal static LeappException Unwritable(string path, Exception reason) => new(
        LeappErrorCode.AwsFileReadOnly, $"{path} cannot be written, so that file was not changed: {DiskText.Of(reason)} Mend that, then run the command again.", path, reason);

    public void Dispose() => _held?.Dispose();

    // Deeper folders there, as /dev/shm, hold files.
    private static bool IsDevice(string realPath) => !OperatingSystem.IsWindows() && Path.GetDirectoryName(realPath) == "/dev";
}
