namespace LeappSso.Engine;

/// <content>Chained sessions.</content>
public sealed partial class LeappEngine
{
    /// <summary>Adds a session whose keys come from STS AssumeRole with the keys of another one. Touches no network.</summary>
    /// <param name="settings">What the person gave.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The session; the one that is there already where it is the same.</returns>
    public Task<LeappSession> AddSessionAsync(ChainSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return _chains.AddAsync(settings, cancellationToken);
    }

    /// <summary>Checks what is given for a chained session as adding does. Writes nothing and touches no network.</summary>
    /// <param name="settings">What the person gave.</param>
    /// <returns>The id that the session would have, or has.</returns>
    /// <exception cref="LeappException">It cannot be added.</exception>
    public string ForeseeSession(ChainSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return _chains.Foresee(settings).ToString();
    }

    /// <summary>The names of chained sessions that can be removed. What is refused is told. Removes nothing.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="force">Whether chained sessions that get their keys by these go too.</param>
    public IReadOnlyList<string> ForeseeRemoval(IReadOnlyList<string> names, bool force)
    {
        ArgumentNullException.ThrowIfNull(names);
        return _chains.ForeseeRemoval(names, force);
    }

    /// <summary>Removes chained sessions with what was written for them. What fails for one of them is told and does not stop the others.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="force">Whether chained sessions that get their keys by these go too.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    public Task<IReadOnlyList<string>> RemoveSessionsAsync(IReadOnlyList<string> names, bool force, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        return _chains.RemoveAsync(names, force, cancellationToken);
    }
}
