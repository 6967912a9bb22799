using System.Collections.Concurrent;

namespace LeappSso.Reliability.Tests;

/// <summary>What a command gave.</summary>
internal sealed class Given
{
    internal ConcurrentQueue<LeappSession> Sessions { get; } = [];

    internal ConcurrentQueue<LeappCredential> Credentials { get; } = [];

    internal ConcurrentQueue<string> Addresses { get; } = [];

    internal ConcurrentQueue<LeappFinding> Findings { get; } = [];

    internal LeappSyncResult? Sync { get; set; }
}
