using System.Collections.Concurrent;

namespace LeappSso.Store;

/// <summary>The logins that live in one PowerShell session and nowhere else, with what came by them. Safe for several threads.</summary>
public sealed class LoginMemory
{
    private readonly ConcurrentDictionary<string, RoleKeyMemory> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RegistrationMemory> _registrations = new(StringComparer.Ordinal);

    /// <summary>The logins, by the name of their vault.</summary>
    internal TokenMemory Tokens { get; } = new();

    /// <summary>The keys of roles of one integration.</summary>
    internal RoleKeyMemory KeysOf(string vault) => _keys.GetOrAdd(vault, _ => new RoleKeyMemory());

    /// <summary>Forgets keys of roles, of whatever integration.</summary>
    internal void ForgetKeys(Action<RoleKeyMemory> forget)
    {
        foreach (RoleKeyMemory keys in _keys.Values)
        {
            forget(keys);
        }
    }

    /// <summary>Forgets all that is held of one integration.</summary>
    internal void Clear(string vault)
    {
        Tokens.Forget(vault);
        _keys.TryRemove(vault, out _);
        _registrations.TryRemove(vault, out _);
    }

    /// <summary>The client registrations of one integration.</summary>
    internal IRegistrations RegistrationsOf(string vault, TimeProvider time) => _registrations.GetOrAdd(vault, _ => new RegistrationMemory(time));
}
