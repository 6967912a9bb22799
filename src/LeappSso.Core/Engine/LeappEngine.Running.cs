namespace LeappSso.Engine;

/// <content>Work with the keys of many sessions.</content>
public sealed partial class LeappEngine
{
    /// <summary>The names that are sessions. A name that is none is told and does not stop the others. Touches no network.</summary>
    /// <param name="names">Ids or profile names.</param>
    public IReadOnlyList<string> KnownSessions(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return _sessions.Known(names);
    }

    /// <summary>Lets somebody work with sessions and their keys. A name that is no session is told and does not stop the others.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="use">Gets the sessions, each once, and what gives their keys.</param>
    public Task UseSessionsAsync(IReadOnlyList<string> names, Func<IReadOnlyList<LeappSession>, ISessionKeys, Task> use)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(use);
        return UseKeysAsync(async desk =>
        {
            SessionKeys keys = desk.Open(names, _profiles.Read(), _time);
            await use(keys.Sessions, keys).ConfigureAwait(false);
            return true;
        });
    }
}
