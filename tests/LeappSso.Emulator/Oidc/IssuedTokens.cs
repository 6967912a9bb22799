namespace LeappSso.Emulator;

/// <summary>Tokens handed out without a login, for tests that begin after it.</summary>
public sealed record IssuedTokens(
    string AccessToken,
    DateTimeOffset ExpiresAt,
    string? RefreshToken,
    string ClientId,
    string ClientSecret,
    DateTimeOffset RegistrationExpiresAt);
