using System.Collections.Concurrent;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>The platform's store for secrets, in memory, which a test can lock or take away.</summary>
internal sealed class FakeSecrets : ISecretStore
{
    private static readonly LeappException s_locked = new(LeappErrorCode.TokenStoreNotAvailable, "The fake store is locked.");

    private int _reads;

    public string Name => "the fake store";

    public ConcurrentDictionary<string, string> Kept { get; } = new();

    /// <summary>The labels by which a person sees what is kept.</summary>
    public ConcurrentDictionary<string, string> Labels { get; } = new();

    public bool IsLocked { get; set; }

    /// <summary>What unlocking asks of the person: true unlocks.</summary>
    public Func<bool> Person { get; set; } = () => false;

    /// <summary>How often a secret was asked for.</summary>
    public int Reads => _reads;

    /// <summary>Called before something is kept; throws what the platform shall refuse.</summary>
    public Action<string> BeforeWrite { get; set; } = _ => { };

    /// <summary>Called before something is removed; throws what the platform shall refuse.</summary>
    public Action<string> BeforeDelete { get; set; } = _ => { };

    public Task OpenAsync(bool mayAsk, CancellationToken cancellationToken)
    {
        IsLocked = IsLocked && !(mayAsk && Person());
        return IsLocked ? Task.FromException(s_locked) : Task.CompletedTask;
    }

    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return IsLocked ? Task.FromException<string?>(s_locked) : Task.FromResult(Kept.GetValueOrDefault(name));
    }

    public void Write(string name, string label, string secret)
    {
        BeforeWrite(name);
        Kept[name] = IsLocked ? throw s_locked : secret;
        Labels[name] = label;
    }

    public bool Delete(string name)
    {
        BeforeDelete(name);
        return IsLocked ? throw s_locked : Kept.TryRemove(name, out _);
    }
}
