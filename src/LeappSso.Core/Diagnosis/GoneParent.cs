using LeappSso.Engine;

namespace LeappSso.Diagnosis;

/// <summary>Chained sessions that get no keys, because the session by which they got them is in the workspace no more.</summary>
internal static class GoneParent
{
    /// <summary>Those of a workspace.</summary>
    internal static IEnumerable<SessionPlace> Among(WorkspaceReading workspace) =>
        SessionPlace.All(workspace.Document).Where(p => p.Role.Chain is { } chain && workspace.Find(chain.Parent) is null);

    /// <summary>What to do about one.</summary>
    internal static string Advice(SessionPlace place) =>
        $"Sync-LeappSso '{place.Integration.Alias}' brings the parent back if you still have its role. Else Remove-LeappSession '{place.Id}' removes the session,"
        + " and Add-LeappSession adds it with another -Parent.";
}
