using LeappSso.Login;

namespace LeappSso.Store;

/// <summary>A login in memory, and which one lay in the cache that could not be written. A class, so that no text form shows a secret.</summary>
/// <param name="token">The login.</param>
/// <param name="inCache">The access token in the cache at that time; null if there was none that could be read.</param>
internal sealed class HeldToken(SsoToken token, string? inCache)
{
    internal SsoToken Token { get; } = token;

    internal string? InCache { get; } = inCache;
}
