using LeappSso.Ports;

namespace LeappSso.Profiles;

/// <summary>What a section of the credentials file says.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="Session">The id of the session that the keys are of.</param>
/// <param name="Keys">The keys.</param>
/// <param name="Region">The region in which they work; null for none.</param>
internal sealed record KeysProfile(string Name, string Session, RoleKeys Keys, string? Region);
