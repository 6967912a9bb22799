namespace LeappSso.Emulator;

/// <summary>An account and the roles the person has in it; a null name or e-mail is absent from the answer.</summary>
public sealed record DirectoryAccount(string Id, string? Name, string? Email, IReadOnlyList<string> Roles);
