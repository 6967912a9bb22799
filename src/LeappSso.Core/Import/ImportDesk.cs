using System.Text.Json;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Import;

/// <summary>Takes settings over from other tools. Touches no network, and no file but the workspace.</summary>
internal sealed class ImportDesk(
    WorkspaceStore workspace, ProfileShelf profiles, ChainImport chains, AwsPaths paths, IEngineLog log, TimeProvider time, Func<IEnumerable<string>> machineIds)
{
    /// <summary>The file that is read.</summary>
    internal string PathOf(ImportRequest request) =>
        request.Path ?? (request.Source == LeappImportSource.AwsConfig ? paths.ConfigFile : Path.Combine(paths.Home, ".Leapp", "Leapp-lock.json"));

    /// <summary>Takes it over.</summary>
    /// <returns>What became of each thing.</returns>
    internal async Task<IReadOnlyList<LeappImportItem>> RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        string path = PathOf(request);
        ImportDraft draft = request.Source == LeappImportSource.AwsConfig ? ReadConfig(path) : ReadLeapp(path, request.MachineId);
        if (draft.Portals.Count == 0 && draft.Refused.Count == 0)
        {
            log.Warning($"{path} holds nothing that could be taken over.");
            return [];
        }

        HashSet<string> others = profiles.NamesOfOthers();
        IReadOnlyList<LeappImportItem> items = [];
        ImportWriter? writer = null;
        WorkspaceDocument? notKept = request.OnlyTells ? workspace.Read() : null;
        if (notKept is not null)
        {
            writer = new ImportWriter(notKept, others);
            items = writer.Run(draft);
        }
        else
        {
            await workspace.UpdateAsync(
                document =>
                {
                    writer = new ImportWriter(document, others);
                    items = writer.Run(draft);
                    return writer.HasChanged;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return
        [
            .. items,
            .. await chains.RunAsync(draft.Chains.Where(c => !c.IsInConfig), writer!.IdOf, notKept, cancellationToken).ConfigureAwait(false),
            .. draft.Refused,
        ];
    }

    private ImportDraft ReadConfig(string path) =>
        File.Exists(path) ? AwsConfigSource.Read(new AwsFile(path, time).Read()) : throw Missing(path, "AWS CLI has not been set up here, or -Path names another file.");

    private ImportDraft ReadLeapp(string path, string? machineId)
    {
        byte[] bytes;
        try
        {
            bytes = OrdinaryFile.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path, "Leapp has not run here, or -Path names another file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LeappException(LeappErrorCode.ImportSourceInvalid, $"{path} cannot be read: {DiskText.Of(e)}", path, e);
        }

        using JsonDocument json = LeappFile.Read(bytes, machineId is null ? machineIds() : [machineId]) ?? throw new LeappException(
            LeappErrorCode.ImportSourceInvalid,
            $"{path} cannot be decrypted. Leapp binds the file to the id of the machine that wrote it: on that machine this command reads it, and with"
            + " -MachineId also elsewhere (its MachineGuid in the registry under HKLM\\SOFTWARE\\Microsoft\\Cryptography on Windows, the first line of /etc/machine-id on Linux,"
            + " IOPlatformUUID of 'ioreg -rd1 -c IOPlatformExpertDevice' on macOS). If the file is of this machine, it is damaged.",
            path);
        return LeappSource.Read(json.RootElement);
    }

    private static LeappException Missing(string path, string reason) =>
        new(LeappErrorCode.ImportSourceNotFound, $"There is no file {path}. {reason}", path);
}
