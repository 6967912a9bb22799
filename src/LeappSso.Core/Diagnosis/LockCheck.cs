namespace LeappSso.Diagnosis;

/// <summary>Locks that a running process holds for long, so that commands wait for it. Those of processes that have ended hold up nobody: they are left over.</summary>
internal sealed class LockCheck() : Check("Locks", "files that another process keeps locked")
{
    /// <inheritdoc/>
    internal override Task PrepareAsync(Evidence evidence, CancellationToken cancellationToken) => evidence.Locks.ReadAsync(evidence, cancellationToken);

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) => evidence.Locks.Held.Select(path => Warning(
        $"A running process has kept {path} locked for more than {LockReading.Patience.TotalSeconds:0} second; commands that change it wait, and in the end give up with Locked.",
        "Let the other PowerShell (or leappsso-credential) finish. If it hangs, end it: the lock goes with it, and no file has to be removed.", path));

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) => "No process keeps a file of LeappSso or an AWS file locked.";
}
