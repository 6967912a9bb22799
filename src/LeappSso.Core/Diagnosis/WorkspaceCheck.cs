using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>The folder in which this module keeps what it knows.</summary>
internal sealed class WorkspaceCheck() : Check("Workspace", "the workspace, and who else can read or change what is in it")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        string path = evidence.Workspace.Path;
        if (evidence.Workspace.Problem is { } problem)
        {
            yield return Error(
                problem,
                "Copy workspace.last-good.json, which is beside it, over it if it is damaged; else make it a file that you can read.", path);
        }
        else if (!File.Exists(path))
        {
            yield return Note($"{path} is not there; the first integration makes it.", "Add-LeappSsoIntegration adds one.", path);
        }

        foreach (string damaged in DamagedWorkspace.All(evidence.WorkspaceFolder))
        {
            yield return Warning(
                $"{damaged} is a workspace that could not be read and was moved aside; as long as it lies there, no newer copy of the workspace is kept.",
                evidence.Workspace.Document.Integrations.Count == 0 ? DamagedWorkspace.Advice(damaged) : $"Remove it if nothing is missing. Else: {DamagedWorkspace.Advice(damaged)}",
                damaged);
        }

        if (evidence.Workspace.Document.Version > WorkspaceDocument.CurrentVersion)
        {
            yield return Warning(
                $"{path} was written by a newer version of LeappSso, so this one reads it and changes nothing.",
                "Update the module: Update-PSResource LeappSso.", path);
        }

        foreach (SessionPlace place in GoneParent.Among(evidence.Workspace))
        {
            yield return Note(
                $"The chained session {place.Id} gets its keys by the session {VisibleText.Of(place.Role.Chain!.Parent)}, which is there no more.",
                GoneParent.Advice(place), path);
        }

        string folder = RealPath.Of(evidence.WorkspaceFolder);
        if (!evidence.MayWrite(folder))
        {
            yield return Error(
                $"No file can be written in {folder}, so nothing can be kept.",
                "Make the folder writable for you, or set LEAPPSSO_HOME to another one.", folder);
        }

        if (Directory.Exists(folder) && FilePermissions.OthersWrite(folder))
        {
            yield return Warning(
                $"Other users of this machine can write in {folder}, and with it put another workspace or another program for credential_process there.",
                $"Look for what is not yours, then take their access away: chmod 700 '{folder}'", folder);
        }

        // Keys, registrations and what listings answered; temporary files too, while there are any.
        IEnumerable<string> keys = FilePermissions.ReadByOthers(Path.Combine(folder, "role-keys"), "*", deep: true);
        foreach (string seen in FilePermissions.ReadByOthers(folder, "*.json").Concat(keys))
        {
            yield return Warning($"Other users of this machine can read {seen}.", FilePermissions.Close(seen), seen);
        }
    }

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"{evidence.Workspace.Path}, version {evidence.Workspace.Document.Version}: integrations: {evidence.Workspace.Document.Integrations.Count},"
        + $" sessions: {evidence.Workspace.Sessions}.";
}
