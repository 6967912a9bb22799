using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>The AWS config file or credentials file on disk: read with tolerance, changed under a lock, all or nothing.</summary>
/// <param name="path">The file; if it is a link, the file it leads to is changed.</param>
/// <param name="time">The clock.</param>
/// <param name="forBackup">Makes of the file what its backup may hold; null for every byte.</param>
/// <param name="read">Reads all bytes of a file; null for the way of the system.</param>
internal sealed class AwsFile(
    string path, TimeProvider time, Func<IniDocument, byte[]>? forBackup = null, Func<string, byte[]>? read = null)
{
    /// <summary>How long another program may have the file open for itself alone.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>How long a file that is there must have been empty to be believed so.</summary>
    private static readonly TimeSpan s_emptiness = TimeSpan.FromMilliseconds(50);

    private readonly Func<string, byte[]> _read = read ?? OrdinaryFile.ReadAllBytes;

    /// <summary>The file as it was named.</summary>
    internal string Path => path;

    /// <summary>Called where another process changes it at the moment, and one waits; nobody if left out.</summary>
    internal Action? Waits { get; init; }

    /// <summary>Where its links lead; the name itself where they lead in a circle, which reading will tell.</summary>
    internal string RealName
    {
        get
        {
            try
            {
                return RealPath.Of(path);
            }
            catch (IOException)
            {
                return path;
            }
        }
    }

    /// <summary>Reads the file; an absent one is empty.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>, or <see cref="LeappErrorCode.Locked"/>.</exception>
    internal IniDocument Read() => IniDocument.Parse(ReadBytes() ?? []);

    /// <summary>The file as it is, to be changed in memory. One that cannot be read is empty, and refuses only to be changed.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/>.</exception>
    internal FileDraft Draft()
    {
        try
        {
            return new FileDraft(path, ReadBytes());
        }
        catch (LeappException unreadable) when (unreadable.Code == LeappErrorCode.AwsFileInvalid)
        {
            return new FileDraft(path, unreadable);
        }
    }

    /// <summary>What a change would make of the file; writes nothing.</summary>
    /// <param name="change">Makes the change.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/> if the file cannot be changed safely.</exception>
    internal FileChange Preview(Action<IniDocument> change) => new JointChange([this], documents => change(documents[0])).Preview()[0];

    /// <summary>Changes the file. Nothing is written where nothing changes.</summary>
    /// <param name="change">
    /// Makes the change. It is called again with what is there then, if another program changes the file meanwhile.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The file as it is then.</returns>
    /// <exception cref="LeappException">It cannot be changed safely, or not written; it is as it was.</exception>
    internal async Task<IniDocument> ChangeAsync(Action<IniDocument> change, CancellationToken cancellationToken)
    {
        JointChange joint = new([this], documents => change(documents[0]));
        return (await joint.RunAsync(cancellationToken).ConfigureAwait(false))[0].Document;
    }

    /// <summary>Takes the lock that all processes of this module take before they write the file.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/>.</exception>
    internal Task<FileGuard> LockAsync(bool makesFolder, CancellationToken cancellationToken) =>
        FileGuard.TakeAsync(path, makesFolder, time, Waits, cancellationToken);

    /// <summary>Makes ready what replaces the file, and keeps what is replaced. Only under the lock.</summary>
    /// <exception cref="IOException">The disk refuses; the file is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written; the file is untouched.</exception>
    internal PreparedFile Prepare(FileChange change)
    {
        PreparedFile prepared = PreparedFile.Make(path, change.After, ownerOnly: false);
        try
        {
            new DailyBackup(path, time, forBackup).Keep(change.Before);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file is still as it was when the change was made. Programs that do not know our lock may have changed it.</summary>
    internal bool IsStill(FileChange change)
    {
        // Some programs empty a file before they write it.
        bool isEmpty = change is { Exists: true, Before.Length: 0 };
        return !(isEmpty && SpinWait.SpinUntil(() => !IsAsBefore(change), s_emptiness)) && IsAsBefore(change);
    }

    private bool IsAsBefore(FileChange change) =>
        ReadBytes() is { } now ? change.Exists && now.AsSpan().SequenceEqual(change.Before) : !change.Exists;

    private byte[]? ReadBytes()
    {
        IOException? held = null;
        byte[]? bytes = null;
        return SpinWait.SpinUntil(() => TryRead(out bytes, out held), s_patience)
            ? bytes
            : throw new LeappException(
                LeappErrorCode.Locked, $"{path} is held by another program. Try again when it has finished.", path, held);
    }

    private bool TryRead(out byte[]? bytes, out IOException? held)
    {
        bytes = null;
        held = null;
        try
        {
            bytes = _read(path);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException e) when (FileLock.IsHeld(e))
        {
            held = e;
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LeappException(LeappErrorCode.AwsFileInvalid, $"{path} cannot be read: {DiskText.Of(e)}", path, e);
        }
    }
}
