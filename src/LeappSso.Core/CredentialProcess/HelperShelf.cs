using System.Globalization;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.CredentialProcess;

/// <summary>
/// Keeps the program that <c>credential_process</c> names beside the workspace, so that updating or removing the module breaks no
/// profile. It is native where the module has it for this platform, else a script over a copy of the module.
/// </summary>
/// <param name="workspaceFolder">The folder of the workspace.</param>
/// <param name="source">Tells what it is made from.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
internal sealed class HelperShelf(string workspaceFolder, Func<HelperSource> source, IEngineLog log, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Path.Combine(workspaceFolder, "helper");

    private ModuleCopy Modules => new(Path.Combine(_folder, "module"));

    /// <summary>Makes sure that the helper is there and not older than this module.</summary>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/> where there can be none.</exception>
    internal async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        HelperNote? note = HelperNote.Read(_folder);
        try
        {
            HelperSource from = source();
            Protect();
            if (IsGood(note, from))
            {
                return PathOf(note!);
            }

            using FileLock held = await FileLock.AcquireAsync(
                Path.Combine(_folder, "helper"), s_patience, time, cancellationToken).ConfigureAwait(false);
            note = HelperNote.Read(_folder);
            return PathOf(IsGood(note, from) ? note! : await PutAsync(from, note, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeappException { Code: LeappErrorCode.Locked })
        {
            if (IsWhole(note))
            {
                // On Windows a program that runs cannot be replaced. The older one serves until the next time.
                log.Verbose($"{PathOf(note!)} stays as it is this time: {DiskText.Of(e)}");
                return PathOf(note!);
            }

            throw new LeappException(
                LeappErrorCode.MethodNotAvailable, $"The helper for credential_process cannot be put into {_folder}: {DiskText.Of(e)}", _folder, e);
        }
    }

    /// <summary>
    /// Renews the helper, if there is one and this module has a newer one. To be called by each command that writes; a helper that is
    /// current costs next to nothing.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    internal async Task RefreshIfPresentAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(isNative: true)) && !File.Exists(PathOf(isNative: false)))
        {
            return;
        }

        try
        {
            await EnsureAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException failure)
        {
            log.Verbose($"The helper for credential_process could not be renewed. {failure.Message}");
        }
    }

    /// <summary>How the helper is. Changes nothing.</summary>
    internal HelperState State()
    {
        HelperNote? note = HelperNote.Read(_folder);
        bool isNative = note?.IsNative ?? File.Exists(PathOf(isNative: true));
        FileInfo file = new(PathOf(isNative));
        return new HelperState(
            file.FullName,
            file.Exists,
            file.Exists && HelperFile.IsRunnable(file.FullName, file.Length),
            note?.Version,
            isNative,
            IsCurrent(note));
    }

    private bool IsCurrent(HelperNote? note)
    {
        try
        {
            return IsGood(note, source());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The module itself is being replaced or removed.
            return false;
        }
    }

    /// <summary>Whether the helper may stay as it is: it is of a newer module, or made from the same.</summary>
    private bool IsGood(HelperNote? note, HelperSource from)
    {
        if (!IsWhole(note) || !Version.TryParse(note!.Version, out Version? version))
        {
            return false;
        }

        return version > from.ModuleVersion
            || (version == from.ModuleVersion
                && note.WrittenAt == File.GetLastWriteTimeUtc(PathOf(note)).Ticks
                && note.Source == from.Stamp());
    }

    private bool IsWhole(HelperNote? note) =>
        note is not null && HelperFile.IsRunnable(PathOf(note), note.Length) && (note.IsNative || Modules.Has(note.Module));

    /// <summary>Whoever could write here could have any program started.</summary>
    private void Protect()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(_folder))
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<HelperNote> PutAsync(HelperSource from, HelperNote? before, CancellationToken cancellationToken)
    {
        Protect();
        string stamp = from.Stamp();
        HelperNote note = await PutNativeAsync(from, cancellationToken).ConfigureAwait(false)
            ?? await PutScriptAsync(from, cancellationToken).ConfigureAwait(false);
        FileInfo file = new(PathOf(note));
        note.Version = from.ModuleVersion.ToString();
        note.Source = stamp;
        note.Length = file.Length;
        note.WrittenAt = file.LastWriteTimeUtc.Ticks;
        note.Write(_folder);
        if (before?.Version != note.Version)
        {
            log.Verbose($"{file.FullName} is of version {note.Version} now.");
        }

        Modules.DropOthers(note.Module, before?.Module);
        return note;
    }

    /// <summary>Puts the native helper there; null where there is none, or it does not run on this machine.</summary>
    private async Task<HelperNote?> PutNativeAsync(HelperSource from, CancellationToken cancellationToken)
    {
        if (from.NativeHelper is not { } native)
        {
            return null;
        }

        byte[] content = await File.ReadAllBytesAsync(native, cancellationToken).ConfigureAwait(false);
        string? refusal = await PutAsync(isNative: true, content, from, cancellationToken).ConfigureAwait(false);
        if (refusal is null)
        {
            return new HelperNote { IsNative = true };
        }

        log.Verbose($"{native} does not run on this machine, so PowerShell takes its place: {refusal}");
        return null;
    }

    private async Task<HelperNote> PutScriptAsync(HelperSource from, CancellationToken cancellationToken)
    {
        if (from.Pwsh.Count == 0)
        {
            throw NotAvailable("there is none for this platform in the module, and the program of this PowerShell is not known");
        }

        string module = Modules.Put(from);
        byte[] content = new PwshScript(from, _folder, module).Content();
        string? refusal = await PutAsync(isNative: false, content, from, cancellationToken).ConfigureAwait(false);
        return refusal is null
            ? new HelperNote { Module = module }
            : throw NotAvailable($"a program does not run in {_folder}: {refusal}");
    }

    private Task<string?> PutAsync(bool isNative, byte[] content, HelperSource from, CancellationToken cancellationToken) =>
        new HelperFile(PathOf(isNative)).PutAsync(content, from.ModuleVersion.ToString(), cancellationToken);

    private string PathOf(HelperNote note) => PathOf(note.IsNative);

    private string PathOf(bool isNative) => Path.Combine(_folder, ProcessCommand.FileName(isNative));

    private LeappException NotAvailable(string reason) => new(
        LeappErrorCode.MethodNotAvailable,
        string.Create(CultureInfo.InvariantCulture, $"The helper for credential_process is not available: {reason}. Use the method SsoProfile."),
        _folder);
}
