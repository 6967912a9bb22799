using System.Collections.Concurrent;

namespace LeappSso.Emulator;

/// <summary>Who may assume which role by STS. A role lets in everybody until told otherwise.</summary>
public sealed class TrustPolicies
{
    private readonly ConcurrentDictionary<string, string?> _demands = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _denied = new(StringComparer.Ordinal);

    internal TrustPolicies()
    {
    }

    /// <summary>Lets nobody assume a role.</summary>
    public void Deny(string roleArn) => _denied[roleArn] = true;

    /// <summary>Lets everybody assume a role who gives an external id; null: whatever is given.</summary>
    public void Allow(string roleArn, string? externalId = null)
    {
        _denied.TryRemove(roleArn, out _);
        _demands[roleArn] = externalId;
    }

    internal bool Allows(string roleArn, string? externalId) =>
        !_denied.ContainsKey(roleArn)
        && (_demands.GetValueOrDefault(roleArn) is not { } demanded || demanded == externalId);
}
