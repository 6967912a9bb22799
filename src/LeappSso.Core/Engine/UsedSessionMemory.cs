using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What was last found to be in use, and what it was found by: a prompt asks after every command, and the files mostly are as they were.</summary>
internal sealed class UsedSessionMemory
{
    private Clue? _clue;
    private UsedSession? _session;

    /// <summary>The session of the last time, unless something it depends on is another now.</summary>
    /// <param name="clue">What it depends on.</param>
    /// <param name="find">Finds it anew.</param>
    internal UsedSession? Get(Clue clue, Func<UsedSession?> find)
    {
        if (_clue != clue)
        {
            _session = find();
            _clue = clue;
        }

        return _session;
    }

    /// <summary>What the session in use depends on.</summary>
    /// <param name="Id">The id in the variables; null if there is none.</param>
    /// <param name="Ends">When the keys in the variables end.</param>
    /// <param name="Profile">The profile that is named otherwise.</param>
    /// <param name="Workspace">The workspace.</param>
    /// <param name="Config">The AWS config file, where it counts.</param>
    /// <param name="Credentials">The credentials file, where it counts.</param>
    internal sealed record Clue(string? Id, DateTimeOffset? Ends, string? Profile, FileStamp Workspace, FileStamp Config, FileStamp Credentials);
}
