using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>The workspace as it was found.</summary>
internal sealed class WorkspaceReading
{
    private readonly Dictionary<string, SessionPlace> _byProfile = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionPlace> _byId = new(StringComparer.OrdinalIgnoreCase);

    private WorkspaceReading(string path, WorkspaceDocument document, string? problem)
    {
        Path = path;
        Document = document;
        Problem = problem;
        foreach (SessionPlace place in SessionPlace.All(document))
        {
            _byProfile.TryAdd(place.Role.Profile, place);
            _byId.TryAdd(place.Id.ToString(), place);
        }
    }

    internal string Path { get; }

    /// <summary>What is in it; nothing where it could not be read.</summary>
    internal WorkspaceDocument Document { get; }

    /// <summary>Why it could not be read; null if it could.</summary>
    internal string? Problem { get; }

    internal int Sessions => _byId.Count;

    /// <summary>The session that has a profile name; null if none has.</summary>
    internal SessionPlace? OwnerOf(string profile) => _byProfile.GetValueOrDefault(profile);

    /// <summary>The session with an id, whatever its letter case; null if there is none.</summary>
    internal SessionPlace? Find(string id) => _byId.GetValueOrDefault(id);

    internal static WorkspaceReading Of(WorkspaceStore store)
    {
        try
        {
            return new WorkspaceReading(store.Path, store.Read(), null);
        }
        catch (LeappException e)
        {
            return new WorkspaceReading(store.Path, new WorkspaceDocument(), e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new WorkspaceReading(store.Path, new WorkspaceDocument(), $"{store.Path} cannot be read: {DiskText.Of(e)}");
        }
    }
}
