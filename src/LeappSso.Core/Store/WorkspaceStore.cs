using System.Globalization;
using System.Text.Json;

namespace LeappSso.Store;

/// <summary>The file with integrations, sessions and their settings.</summary>
/// <param name="folder">The folder of the workspace.</param>
/// <param name="time">The clock.</param>
/// <param name="setsAside">Whether a damaged file is moved aside; only where somebody is told of it.</param>
internal sealed class WorkspaceStore(string folder, TimeProvider time, bool setsAside)
{
    /// <summary>The workspace file.</summary>
    internal string Path { get; } = System.IO.Path.Combine(folder, "workspace.json");

    /// <summary>Called where another process changes it at the moment, and one waits; nobody if left out.</summary>
    internal Action? Waits { get; init; }

    private string LastGood => System.IO.Path.Combine(folder, DamagedWorkspace.LastGoodName);

    /// <summary>The folder of the workspace: <c>LEAPPSSO_HOME</c>, else <c>LeappSso</c> in the user's local application data.</summary>
    internal static string DefaultFolder(Func<string, string?> environment)
    {
        if (environment("LEAPPSSO_HOME") is { Length: > 0 } given)
        {
            return System.IO.Path.GetFullPath(given);
        }

        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return System.IO.Path.Combine(data, "LeappSso");
    }

    /// <summary>Reads the workspace; an absent file is an empty one.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.WorkspaceInvalid"/>.</exception>
    internal WorkspaceDocument Read()
    {
        WorkspaceDocument document = ReadText() is { } text ? Parse(text.Span) : new WorkspaceDocument();
        document.SetAside = document.Integrations.Count == 0 ? DamagedWorkspace.Newest(folder) : null;
        return document;
    }

    /// <summary>Reads sessions, in the order of the workspace, and makes nothing of the rest.</summary>
    /// <param name="sieve">Picks and keeps them.</param>
    /// <returns>The integrations, without their accounts.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.WorkspaceInvalid"/>.</exception>
    internal IReadOnlyList<IntegrationEntry> Read(ISessionSieve sieve)
    {
        if (ReadText() is not { } text)
        {
            return [];
        }

        try
        {
            return SessionWalk.Run(text.Span, sieve);
        }
        catch (JsonException)
        {
            // Damaged, or only written in a way that is unusual: that is for the serializer to judge.
            sieve.Clear();
            return SessionWalk.Run(Parse(text.Span), sieve);
        }
    }

    /// <summary>Changes the workspace under a lock: reads it afresh, changes it, writes it whole.</summary>
    /// <param name="change">Makes the change; returns false if there is nothing to write.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    internal Task UpdateAsync(Func<WorkspaceDocument, bool> change, CancellationToken cancellationToken) =>
        UpdateAsync((document, _) => Task.FromResult(change(document)), cancellationToken);

    /// <inheritdoc cref="UpdateAsync(Func{WorkspaceDocument, bool}, CancellationToken)"/>
    internal async Task UpdateAsync(Func<WorkspaceDocument, CancellationToken, Task<bool>> change, CancellationToken cancellationToken)
    {
        try
        {
            using FileLock held = await FileLock.AcquireAsync(Path, FileLock.Patience, time, cancellationToken, Waits).ConfigureAwait(false);
            WorkspaceDocument document = Read();
            if (document.Version > WorkspaceDocument.CurrentVersion)
            {
                throw new LeappException(
                    LeappErrorCode.WorkspaceNewer,
                    $"{Path} was written by a newer version of LeappSso and is left as it is. Update the module: Update-PSResource LeappSso.",
                    Path);
            }

            if (!await change(document, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            byte[] text = JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Default.WorkspaceDocument);
            KeepLastGood();
            AtomicFile.Write(Path, text, ownerOnly: true);
        }
        catch (JsonException e) when (e.InnerException is InvalidOperationException)
        {
            throw new LeappException(
                LeappErrorCode.WorkspaceInvalid,
                $"{Path} was not changed, since a member of it that this version does not know holds half of a character, which nobody can write."
                + " Take that member out of it, then run the command again.",
                Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LeappException(
                LeappErrorCode.WorkspaceInvalid, $"{Path} cannot be written, so that file was not changed: {DiskText.Of(e)}", Path, e);
        }
    }

    /// <summary>Refuses, before anything else is changed, where the file is write-protected.</summary>
    /// <exception cref="UnauthorizedAccessException">It is.</exception>
    internal void DemandWritable() => PreparedFile.DemandWritable(RealPath.Of(Path));

    /// <summary>The text of the file, without the mark that some editors put before it; null if there is no file.</summary>
    private ReadOnlyMemory<byte>? ReadText()
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        try
        {
            byte[] bytes = OrdinaryFile.ReadAllBytes(Path);
            return bytes.AsMemory(bytes.AsSpan().StartsWith(mark) ? mark.Length : 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LeappException(LeappErrorCode.WorkspaceInvalid, $"{Path} cannot be read: {DiskText.Of(e)}", Path, e);
        }
    }

    private WorkspaceDocument Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, StoreJson.Default.WorkspaceDocument)
                is { Integrations: not null } document && document.Integrations.TrueForAll(IsWhole)
                ? document
                : throw new JsonException("parts of it are missing");
        }
        catch (JsonException e)
        {
            throw Damaged(e);
        }
    }

    private static bool IsWhole(IntegrationEntry? entry) =>
        entry is { Alias.Length: > 0, PortalUrl.Length: > 0, Region.Length: > 0, Accounts: not null }
        && entry.Accounts.TrueForAll(a => a is { Id.Length: > 0, Roles: not null } && a.Roles.TrueForAll(r => r is { Name.Length: > 0 } && ChainEntry.IsWhole(r.Chain)));

    /// <summary>Moves a damaged file aside, so that one error is told and the next command works.</summary>
    private LeappException Damaged(JsonException reason)
    {
        if (!setsAside)
        {
            return new LeappException(LeappErrorCode.WorkspaceInvalid, $"{Path} is damaged{DamagedWorkspace.PlaceOf(reason)}.", Path);
        }

        string stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string aside = System.IO.Path.Combine(folder, $"{DamagedWorkspace.Prefix}{stamp}.json");
        string rescue = File.Exists(LastGood)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" The last good copy is {LastGood}, of {File.GetLastWriteTimeUtc(LastGood):yyyy-MM-dd HH:mm} UTC: copy it to {Path} to get it back.")
            : string.Empty;
        try
        {
            File.Move(Path, aside, overwrite: false);
            return new LeappException(
                LeappErrorCode.WorkspaceInvalid,
                $"{Path} is damaged{DamagedWorkspace.PlaceOf(reason)}. It was moved to {aside}; the next command starts with an empty workspace.{rescue}",
                Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LeappException(
                LeappErrorCode.WorkspaceInvalid, $"{Path} is damaged{DamagedWorkspace.PlaceOf(reason)} and cannot be moved aside: {DiskText.Of(e)}{rescue}", Path);
        }
    }

    /// <summary>
    /// Keeps what was just read without fault, once an hour and whenever it has doubled, as by a first listing; but not over what somebody may
    /// want back after damage.
    /// </summary>
    private void KeepLastGood()
    {
        FileInfo present = new(Path);
        FileInfo copy = new(LastGood);
        if (present.Exists && (!copy.Exists
            || ((time.GetUtcNow() - copy.LastWriteTimeUtc > TimeSpan.FromHours(1) || present.Length > 2 * copy.Length) && DamagedWorkspace.Newest(folder) is null)))
        {
            TemporaryFiles.Drop(LastGood);
            AtomicFile.Write(LastGood, OrdinaryFile.ReadAllBytes(Path), ownerOnly: true);
        }
    }
}
