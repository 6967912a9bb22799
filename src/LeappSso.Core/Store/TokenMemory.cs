using System.Collections.Concurrent;

namespace LeappSso.Store;

/// <summary>Logins that live as long as this object does, for where the shared cache cannot be written. Safe for several threads.</summary>
public sealed class TokenMemory
{
    private readonly ConcurrentDictionary<string, HeldToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    /// <summary>The login held for an alias; null if none.</summary>
    internal HeldToken? Find(string alias) => _tokens.GetValueOrDefault(alias);

    /// <summary>Holds a login; says whether it is the first for this alias.</summary>
    internal bool Hold(string alias, HeldToken token)
    {
        bool first = !_tokens.ContainsKey(alias);
        _tokens[alias] = token;
        return first;
    }

    /// <summary>Forgets the login held for an alias; says whether there was one.</summary>
    internal bool Forget(string alias) => _tokens.TryRemove(alias, out _);

    /// <summary>Excludes others who share this memory.</summary>
    internal async Task<IDisposable> LockAsync(string alias, CancellationToken cancellationToken)
    {
        SemaphoreSlim gate = _locks.GetOrAdd(alias, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Held(gate);
    }

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
