using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>The folders in which this module writes, and which files of them are its own to write.</summary>
internal static class GuardedFolders
{
    /// <summary>
    /// Each folder with what tells the file in it whose lock the writers of a file take; null where the file is not written by this module.
    /// </summary>
    internal static IEnumerable<(string Folder, Func<string, string?> GuardedBy)> Of(Evidence evidence)
    {
        string[] aws = [.. evidence.Files.Select(f => Path.GetFileName(f.RealPath))];
        HashSet<string> logins = [.. evidence.Workspace.Document.Integrations.Select(i => Path.GetFileName(evidence.Logins.PathOf(i.Alias)))];
        IEnumerable<string> own = FoldersIn(Path.Combine(evidence.WorkspaceFolder, "role-keys"))
            .Append(evidence.WorkspaceFolder)
            .Append(Path.Combine(evidence.WorkspaceFolder, "helper"));
        return
        [
            .. OfAws(evidence).Select(folder => (folder, (Func<string, string?>)(name => Array.Find(aws, n => n == name || BackupName.IsOf(n, name))))),
            (RealPath.Of(evidence.LoginFolder), name => logins.Contains(name) ? name : null),
            .. own.Select(folder => (folder, (Func<string, string?>)(name => name))),
        ];
    }

    /// <summary>The folders of the AWS files.</summary>
    internal static IEnumerable<string> OfAws(Evidence evidence) =>
        evidence.Files.Select(f => Path.GetDirectoryName(Path.GetFullPath(f.RealPath))!).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];
}
