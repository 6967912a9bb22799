namespace LeappSso.Engine;

/// <summary>What a complete listing did.</summary>
/// <param name="Result">The counts.</param>
/// <param name="StoppedProfiles">The profile names that no longer lead to a session.</param>
public sealed record SyncOutcome(LeappSyncResult Result, IReadOnlyList<string> StoppedProfiles);
