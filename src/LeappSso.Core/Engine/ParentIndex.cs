using System.Collections.Concurrent;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Finds the sessions by whose keys chained ones get theirs. The workspace is read when one is asked for, once for each.</summary>
internal sealed class ParentIndex(WorkspaceStore workspace)
{
    private readonly ConcurrentDictionary<string, Lazy<SessionPlace?>> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The session by whose keys a chained one gets its own.</summary>
    /// <param name="place">The chained session.</param>
    /// <param name="target">What the user passed.</param>
    /// <exception cref="LeappException">
    /// <see cref="LeappErrorCode.SessionNotFound"/> if it is gone; <see cref="LeappErrorCode.ChainTooLong"/>.
    /// </exception>
    internal SessionPlace Of(SessionPlace place, object target) => Ancestry.Of(place, Find, target)[1];

    private SessionPlace? Find(string id) => _known.GetOrAdd(id, wanted => new Lazy<SessionPlace?>(() => Read(wanted))).Value;

    private SessionPlace? Read(string id)
    {
        IdSieve sieve = new([id]);
        workspace.Read(sieve);
        return sieve.Found().FirstOrDefault();
    }
}
