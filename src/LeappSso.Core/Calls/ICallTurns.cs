namespace LeappSso.Calls;

/// <summary>Says when the next call of one piece of work may go out, and learns from how calls end.</summary>
internal interface ICallTurns
{
    /// <summary>Waits for a turn.</summary>
    /// <param name="attempt">0 for a new call; else how often this one has failed. Calls that are made again go first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<CallTurn> TakeAsync(int attempt, CancellationToken cancellationToken);

    /// <summary>Gives a turn back. Each is to be given back once.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="ending">How the call ended.</param>
    /// <param name="retryAfter">How long the service asks to wait; null if it did not say.</param>
    void End(CallTurn turn, CallEnding ending, TimeSpan? retryAfter);
}

/// <summary>The leave to make one call.</summary>
/// <param name="SentAt">When it was given, in seconds of the clock of the turns.</param>
/// <param name="Attempt">How often the call has failed before.</param>
internal readonly record struct CallTurn(double SentAt, int Attempt);

/// <summary>What the end of a call tells about the limit of the service.</summary>
internal enum CallEnding
{
    /// <summary>It was let in and answered, be it with an error.</summary>
    Admitted,

    /// <summary>429: it was one too many.</summary>
    Refused,

    /// <summary>Nothing: it was given up, or the answer is not from AWS, or did not come.</summary>
    Unknown,
}
