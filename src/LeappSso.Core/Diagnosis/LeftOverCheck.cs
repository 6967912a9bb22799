using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>What killed processes left beside the files that this module writes.</summary>
internal sealed class LeftOverCheck() : Check("LeftOvers", "temporary files and locks that killed processes left")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        string[] aws = [.. evidence.Files.Select(f => Path.GetFileName(f.RealPath))];
        HashSet<string> logins = [.. evidence.Workspace.Document.Integrations.Select(i => Path.GetFileName(evidence.Logins.PathOf(i.Alias)))];
        IEnumerable<string> own = FoldersIn(Path.Combine(evidence.WorkspaceFolder, "role-keys"))
            .Append(evidence.WorkspaceFolder)
            .Append(Path.Combine(evidence.WorkspaceFolder, "helper"));
        return AwsFolders(evidence).SelectMany(folder => In(folder, name => Array.Find(aws, n => n == name || BackupName.IsOf(n, name))))
            .Concat(In(RealPath.Of(evidence.LoginFolder), name => logins.Contains(name) ? name : null))
            .Concat(own.SelectMany(folder => In(folder, name => name)));

        IEnumerable<LeappFinding> In(string folder, Func<string, string?> guardedBy) => LeftOver.In(folder, guardedBy, evidence.Now).Select(Tell);
    }

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"No temporary file and no lock was left in {string.Join(", ", AwsFolders(evidence).Append(evidence.LoginFolder).Append(evidence.WorkspaceFolder))}.";

    private LeappFinding Tell(LeftOver left) => left.IsLock
        ? Note(
            $"{left.Path} is the lock of a process that has ended; it holds up nobody.",
            $"Nothing is to be done: the next write of {left.Guarded} removes it.", left.Path)
        : Warning(
            $"{left.Path} was left by a process that was killed while it wrote {left.Guarded}; there may be secrets in it.",
            $"Remove it; else the next write of {left.Guarded} does, at the latest an hour later.", left.Path);

    private static IEnumerable<string> AwsFolders(Evidence evidence) =>
        evidence.Files.Select(f => Path.GetDirectoryName(Path.GetFullPath(f.RealPath))!).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];
}
