namespace LeappSso.Reliability.Tests;

/// <summary>How a command ended.</summary>
/// <param name="Id">The error id; null for success.</param>
/// <param name="Took">How long it took, by the clock of the command.</param>
/// <param name="Tries">How many calls of the disturbed kind it made.</param>
/// <param name="Logins">How often a person was asked to log in.</param>
internal sealed record Ending(string? Id, TimeSpan Took, int Tries, int Logins)
{
    /// <summary>Whether the command did what it is for.</summary>
    internal bool IsDone => Id is null;
}
