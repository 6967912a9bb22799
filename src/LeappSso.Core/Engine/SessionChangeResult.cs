namespace LeappSso.Engine;

/// <summary>What a change of sessions did.</summary>
/// <param name="Changed">The sessions, as they are now.</param>
/// <param name="StoppedProfiles">The profile names that no longer lead to a session.</param>
public sealed record SessionChangeResult(IReadOnlyList<LeappSession> Changed, IReadOnlyList<string> StoppedProfiles);
