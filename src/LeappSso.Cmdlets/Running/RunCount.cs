using LeappSso.Ports;

namespace LeappSso.Cmdlets.Running;

/// <summary>Counts the sessions with which a block has run, for the progress bar.</summary>
internal sealed class RunCount
{
    private readonly int _sessions;
    private readonly IEngineLog _log;
    private int _done;
    private int _failed;

    /// <summary>Begins to count, with none.</summary>
    /// <param name="sessions">How many there are.</param>
    /// <param name="log">Gets the progress.</param>
    internal RunCount(int sessions, IEngineLog log)
    {
        _sessions = sessions;
        _log = log;
        if (sessions > 0)
        {
            Tell(0, 0);
        }
    }

    /// <summary>One more has ended.</summary>
    /// <param name="failed">Whether it gave an error.</param>
    internal void Ended(bool failed) =>
        Tell(Interlocked.Increment(ref _done), failed ? Interlocked.Increment(ref _failed) : Volatile.Read(ref _failed));

    private void Tell(int done, int failures)
    {
        string trouble = failures == 0 ? string.Empty : $", {failures} with errors";
        _log.Progress(new EngineProgress("Running the block", $"{done} of {_sessions} sessions{trouble}", 100 * done / _sessions, null));
    }
}
