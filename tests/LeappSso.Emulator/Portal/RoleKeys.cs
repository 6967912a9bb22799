namespace LeappSso.Emulator;

/// <summary>Keys of a role, with whose they are.</summary>
public sealed record RoleKeys(
    string AccountId,
    string RoleName,
    int Serial,
    string AccessKeyId,
    string SecretAccessKey,
    string SessionToken,
    DateTimeOffset ExpiresAt);
