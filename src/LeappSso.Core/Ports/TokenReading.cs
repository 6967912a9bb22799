using LeappSso.Login;

namespace LeappSso.Ports;

/// <summary>What was found where a login is kept.</summary>
/// <param name="Token">The login; null if there is none that can be used.</param>
/// <param name="Problem">Why what is there cannot be used, without its content; null if nothing is wrong.</param>
public sealed record TokenReading(SsoToken? Token, string? Problem);
