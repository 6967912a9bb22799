using LeappSso.Ports;

namespace LeappSso.Cmdlets.Running;

/// <summary>Counts the sessions with which a block has run, for the progress bar.</summary>
internal sealed class RunCount(int sessions, IEngineLog log)
{
    private int _done;
    private int _failed;

    /// <summary>One more has ended.</summary>
    /// <param name="failed">Whether it gave an error.</param>
    internal void Ended(bool failed)
    {
        int done = Interlocked.Increment(ref _done);
        int failures = failed ? Interlocked.Increment(ref _failed) : Volatile.Read(ref _failed);
        string trouble = failures == 0 ? string.Empty : $", {failures} with errors";
        log.Progress(new EngineProgress("Running the block", $"{done} of {sessions} sessions{trouble}", 100 * done / sessions, null));
    }
}
