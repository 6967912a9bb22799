using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Finds sessions of a workspace by id or profile name, whatever their letter case.</summary>
internal sealed class SessionIndex
{
    private readonly Dictionary<string, SessionPlace> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SessionPlace> _byProfile = new(StringComparer.OrdinalIgnoreCase);

    internal SessionIndex(WorkspaceDocument document)
        : this(SessionPlace.All(document))
    {
    }

    private SessionIndex(IEnumerable<SessionPlace> places)
    {
        foreach (SessionPlace place in places)
        {
            _byId.TryAdd(place.Id.ToString(), place);
            _byProfile.TryAdd(place.Role.Profile, place);
        }
    }

    /// <summary>An index that knows these names as one of the whole workspace does. Where all are ids, little is read.</summary>
    /// <param name="names">Ids or profile names; it need not know others.</param>
    /// <param name="workspace">The workspace.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.WorkspaceInvalid"/>.</exception>
    internal static SessionIndex Of(IReadOnlyCollection<string> names, WorkspaceStore workspace)
    {
        IdSieve sieve = new(names);
        workspace.Read(sieve);
        SessionIndex found = new(sieve.Found());
        return names.All(found._byId.ContainsKey) ? found : new SessionIndex(workspace.Read());
    }

    /// <summary>The profile names of all its sessions.</summary>
    internal IEnumerable<string> ProfileNames => _byProfile.Keys;

    /// <summary>The session that has a profile name; null if none has.</summary>
    internal SessionPlace? OwnerOf(string profileName) => _byProfile.GetValueOrDefault(profileName);

    /// <summary>The session with an id, else with a profile name; null if there is none.</summary>
    internal SessionPlace? Find(string name) => _byId.GetValueOrDefault(name) ?? _byProfile.GetValueOrDefault(name);

    /// <summary>The session with an id, else with a profile name.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.SessionNotFound"/>.</exception>
    internal SessionPlace Get(string name) =>
        Find(name) ?? throw new LeappException(LeappErrorCode.SessionNotFound, $"No session has the id or profile name '{name}'.{Advice(name)}", name);

    private string Advice(string name) =>
        NameGuess.LooksLikePattern(name)
            ? $" Names are taken literally here: pipe what Get-LeappSession -{(name.Contains('/', StringComparison.Ordinal) ? "Id" : "ProfileName")}"
                + $" '{name.Replace("'", "''", StringComparison.Ordinal)}' gives into this command."
            : $"{NameGuess.Of(name, _byId.Keys.Concat(_byProfile.Keys))} {(_byId.Count > 0 ? "Get-LeappSession shows all; Sync-LeappSso brings the list up to date." : "No session is known yet: Connect-LeappSso lists them.")}";
}
