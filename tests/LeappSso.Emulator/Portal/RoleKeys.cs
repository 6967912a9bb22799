namespace LeappSso.Emulator;

/// <summary>Keys of a role, with whose they are. SessionName: under which STS gave them; null where the portal did.</summary>
public sealed record RoleKeys(
    string AccountId,
    string RoleName,
    int Serial,
    string AccessKeyId,
    string SecretAccessKey,
    string SessionToken,
    DateTimeOffset ExpiresAt,
    string? SessionName = null);
