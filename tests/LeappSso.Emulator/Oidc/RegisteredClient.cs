namespace LeappSso.Emulator;

internal sealed record RegisteredClient(
    string Id,
    string Secret,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> GrantTypes,
    IReadOnlyList<Uri> RedirectUris,
    DateTimeOffset SecretExpiresAt)
{
    /// <summary>A registration without grant types is one for device codes, as old clients make it.</summary>
    public bool MayUse(string grantType) => GrantTypes.Count == 0
        ? grantType is Emulator.GrantTypes.DeviceCode or Emulator.GrantTypes.RefreshToken
        : GrantTypes.Contains(grantType);

    /// <summary>The port of a loopback redirect is free, RFC 8252 section 7.3.</summary>
    public bool MayRedirectTo(Uri uri) => RedirectUris.Any(registered =>
        registered.Scheme == uri.Scheme && registered.Host == uri.Host && registered.AbsolutePath == uri.AbsolutePath
        && uri.Query.Length == 0);
}
