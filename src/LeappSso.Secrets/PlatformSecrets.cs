using LeappSso.Ports;
using LeappSso.Secrets.Linux;
using LeappSso.Secrets.MacOS;
using LeappSso.Secrets.Windows;

namespace LeappSso.Secrets;

/// <summary>The store for secrets of this platform: Data Protection on Windows, Keychain on macOS, Secret Service elsewhere.</summary>
public sealed class PlatformSecrets : ISecretPlatform
{
    // One connection serves all commands of a process.
    private static readonly Lazy<SecretServiceStore> s_service = new(() => new SecretServiceStore(Environment.GetEnvironmentVariable));

    /// <inheritdoc/>
    public ISecretStore Open(string workspace) => OperatingSystem.IsWindows() ? new DataProtectionStore(workspace)
        : OperatingSystem.IsMacOS() ? new KeychainStore()
        : s_service.Value;
}
