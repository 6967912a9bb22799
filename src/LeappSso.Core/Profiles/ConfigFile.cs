using System.Globalization;
using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>The AWS config file on disk: read with tolerance, changed under a lock, all or nothing.</summary>
internal sealed class ConfigFile(string path, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads the file; an absent one is empty.</summary>
    internal IniDocument Read() => IniDocument.Parse(ReadBytes());

    /// <summary>Changes the file. Nothing is written where nothing changes.</summary>
    /// <param name="change">Makes the change.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The file as it is then.</returns>
    /// <exception cref="LeappException">It cannot be changed safely, or not written; it is as it was.</exception>
    internal async Task<IniDocument> ChangeAsync(Action<IniDocument> change, CancellationToken cancellationToken)
    {
        try
        {
            using FileLock held = await FileLock.AcquireAsync(path, s_patience, time, cancellationToken).ConfigureAwait(false);
            byte[] before = ReadBytes();
            IniDocument document = IniDocument.Parse(before);
            IniCheck.Demand(before, document, path);
            change(document);
            byte[] after = document.ToBytes();
            if (!after.AsSpan().SequenceEqual(before))
            {
                Backup(before);
                AtomicFile.Write(path, after, ownerOnly: false);
            }

            return document;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
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

    /// <summary>Keeps the file as it was before the first change of a day.</summary>
    private void Backup(byte[] before)
    {
        string target = RealPath.Of(path);
        string backup = $"{target}.leappsso-{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.bak";
        if (before.Length > 0 && !File.Exists(backup))
        {
            AtomicFile.Write(backup, before, ownerOnly: true);
        }
    }

    private LeappException Unwritable(Exception reason) => new(
        LeappErrorCode.AwsFileReadOnly, $"{path} cannot be changed, so it is as it was: {reason.Message}", path, reason);
}
