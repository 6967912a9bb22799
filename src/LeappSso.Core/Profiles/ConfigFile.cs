using System.Globalization;
using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>What a change makes of a file.</summary>
/// <param name="Before">The bytes that are there; none if there is no file.</param>
/// <param name="After">The bytes that are to be there.</param>
/// <param name="Document">The same, parsed.</param>
internal sealed record ConfigChange(byte[] Before, byte[] After, IniDocument Document)
{
    /// <summary>Whether there is anything to write.</summary>
    internal bool IsChange => !Before.AsSpan().SequenceEqual(After);
}

/// <summary>The AWS config file on disk: read with tolerance, changed under a lock, all or nothing.</summary>
internal sealed class ConfigFile(string path, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads the file; an absent one is empty.</summary>
    internal IniDocument Read() => IniDocument.Parse(ReadBytes());

    /// <summary>What a change would make of the file; writes nothing.</summary>
    /// <param name="change">Makes the change.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/> if the file cannot be changed safely.</exception>
    internal ConfigChange Preview(Action<IniDocument> change)
    {
        byte[] before = ReadBytes();
        IniDocument document = IniDocument.Parse(before);
        LeappException? refusal = IniCheck.Find(before, document, path);
        change(document);
        ConfigChange preview = new(before, document.ToBytes(), document);
        if (preview.IsChange)
        {
            if (refusal is not null)
            {
                throw refusal;
            }

            if (!IniDocument.Parse(preview.After).ReadsAs(document))
            {
                throw IniCheck.Refusal(path, 1, "the indentation of its lines leaves no safe place for the change");
            }
        }

        return preview;
    }

    /// <summary>Changes the file. Nothing is written where nothing changes.</summary>
    /// <param name="change">Makes the change.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The file as it is then.</returns>
    /// <exception cref="LeappException">It cannot be changed safely, or not written; it is as it was.</exception>
    internal async Task<IniDocument> ChangeAsync(Action<IniDocument> change, CancellationToken cancellationToken)
    {
        (FileLock? held, Exception? refusal) = await LockAsync(cancellationToken).ConfigureAwait(false);
        using (held)
        {
            ConfigChange edited = Preview(change);
            if (edited.IsChange)
            {
                Write(edited, refusal);
            }

            return edited.Document;
        }
    }

    /// <summary>Takes the lock. That it cannot be taken in a read-only folder matters only where there is something to write.</summary>
    internal async Task<(FileLock? Held, Exception? Refusal)> LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await FileLock.AcquireAsync(path, s_patience, time, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, e);
        }
    }

    internal void Write(ConfigChange edited, Exception? refusal)
    {
        try
        {
            if (refusal is null)
            {
                Backup(edited.Before);
                AtomicFile.Write(path, edited.After, ownerOnly: false);
                return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refusal = e;
        }

        throw new LeappException(
            LeappErrorCode.AwsFileReadOnly, $"{path} cannot be written, so nothing was changed: {refusal.Message}", path, refusal);
    }

    private byte[] ReadBytes()
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LeappException(LeappErrorCode.AwsFileInvalid, $"{path} cannot be read: {e.Message}", path, e);
        }
    }

    /// <summary>Keeps the file as it was before the first change of a day (UTC).</summary>
    private void Backup(byte[] before)
    {
        string target = RealPath.Of(path);
        string backup = $"{target}.leappsso-{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.bak";
        if (before.Length > 0 && !File.Exists(backup))
        {
            AtomicFile.Write(backup, before, ownerOnly: false, modeOf: target);
        }
    }
}
