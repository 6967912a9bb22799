using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Finds sessions of a workspace by id or profile name, whatever their letter case.</summary>
internal sealed class SessionIndex
{
    private readonly Dictionary<string, SessionPlace> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SessionPlace> _byProfile = new(StringComparer.OrdinalIgnoreCase);

    internal SessionIndex(WorkspaceDocument document)
    {
        foreach (SessionPlace place in SessionPlace.All(document))
        {
            _byId.TryAdd(place.Id.ToString(), place);
            _byProfile.TryAdd(place.Role.Profile, place);
        }
    }

    /// <summary>The session that has a profile name; null if none has.</summary>
    internal SessionPlace? OwnerOf(string profileName) => _byProfile.GetValueOrDefault(profileName);

    /// <summary>The session with an id, else with a profile name; null if there is none.</summary>
    internal SessionPlace? Find(string name) => _byId.GetValueOrDefault(name) ?? _byProfile.GetValueOrDefault(name);

    /// <summary>The session with an id, else with a profile name.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.SessionNotFound"/>.</exception>
    internal SessionPlace Get(string name) =>
        Find(name) ?? throw new LeappException(
            LeappErrorCode.SessionNotFound,
            $"No session has the id or profile name '{name}'. Get-LeappSession shows all; Sync-LeappSso brings the list up to date.",
            name);
}
