namespace LeappSso.Diagnosis;

/// <summary>What killed processes left beside the files that this module writes.</summary>
internal sealed class LeftOverCheck() : Check("LeftOvers", "temporary files and locks that killed processes left")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) =>
        GuardedFolders.Of(evidence).SelectMany(f => LeftOver.In(f.Folder, f.GuardedBy, evidence.Now)).Select(Tell);

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"No temporary file and no lock was left in {string.Join(", ", GuardedFolders.OfAws(evidence).Append(evidence.LoginFolder).Append(evidence.WorkspaceFolder))}.";

    private LeappFinding Tell(LeftOver left) => left.IsLock
        ? Note(
            $"{left.Path} is the lock of a process that has ended; it holds up nobody.",
            $"Nothing is to be done: the next write of {left.Guarded} removes it.", left.Path)
        : Warning(
            $"{left.Path} was left by a process that was killed while it wrote {left.Guarded}; there may be secrets in it.",
            $"Remove it; else the next write of {left.Guarded} does, at the latest an hour later.", left.Path);
}
