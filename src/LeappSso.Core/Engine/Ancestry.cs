using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The sessions by whose keys a chained session gets its own.</summary>
internal static class Ancestry
{
    /// <summary>How many chained sessions may follow one another. A workspace that was changed by hand may even have a circle.</summary>
    internal const int MostLinks = 5;

    /// <summary>The sessions from a session up to the one of the portal, itself first.</summary>
    /// <param name="place">The session.</param>
    /// <param name="find">Finds a session by its id.</param>
    /// <param name="target">What the user passed.</param>
    /// <exception cref="LeappException">
    /// <see cref="LeappErrorCode.SessionNotFound"/> if one of them is gone; <see cref="LeappErrorCode.ChainTooLong"/>.
    /// </exception>
    internal static IReadOnlyList<SessionPlace> Of(SessionPlace place, Func<string, SessionPlace?> find, object target) =>
        Of(place, find, target, MostLinks);

    /// <summary>Refuses a session that can have no chained one below it.</summary>
    /// <exception cref="LeappException">As of <see cref="Of(SessionPlace, Func{string, SessionPlace?}, object)"/>.</exception>
    internal static void DemandRoomBelow(SessionPlace place, Func<string, SessionPlace?> find, object target) => Of(place, find, target, MostLinks - 1);

    private static List<SessionPlace> Of(SessionPlace place, Func<string, SessionPlace?> find, object target, int most)
    {
        List<SessionPlace> line = [place];
        while (line[^1].Role.Chain is { } chain)
        {
            if (line.Count > most)
            {
                throw new LeappException(
                    LeappErrorCode.ChainTooLong,
                    $"More than {MostLinks} chained sessions follow one another at {place.Id}. Let the roles be assumed from one that is nearer to the portal.",
                    target);
            }

            line.Add(Parent(line[^1], chain, find, target));
        }

        return line;
    }

    private static SessionPlace Parent(SessionPlace place, ChainEntry chain, Func<string, SessionPlace?> find, object target) =>
        find(chain.Parent) ?? throw new LeappException(
            LeappErrorCode.SessionNotFound,
            $"{place.Id} gets its keys by the session {VisibleText.Of(chain.Parent)}, which is there no more. You may have lost that role:"
            + $" Sync-LeappSso {place.Integration.Alias} brings the list up to date. Else remove {place.Id} and add it with another -Parent.",
            target);
}
