namespace LeappSso.Profiles;

/// <summary>What a profile by method CredentialProcess says.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="Command">The value of <c>credential_process</c>: a program and the id of a session.</param>
/// <param name="Region">The region in which it works; null for none.</param>
internal sealed record ProcessProfile(string Name, string Command, string? Region);
