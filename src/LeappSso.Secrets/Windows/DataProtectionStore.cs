using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Secrets.Windows;

/// <summary>
/// Data Protection (DPAPI) of Windows: files in the workspace that only this user on this machine can decrypt, as long as Windows knows
/// the user's password or key.
/// </summary>
/// <param name="workspace">The folder of the workspace.</param>
[SupportedOSPlatform("windows")]
internal sealed class DataProtectionStore(string workspace) : ISecretStore
{
    private readonly string _folder = Path.Combine(workspace, "secrets");

    /// <inheritdoc/>
    public string Name => "Windows Data Protection";

    /// <inheritdoc/>
    public Task OpenAsync(bool mayAsk, CancellationToken cancellationToken)
    {
        // Without a loaded profile, as in some services, nothing can be encrypted for the user.
        _ = Run(() => ProtectedData.Protect([0], null, DataProtectionScope.CurrentUser), "cannot encrypt");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        return Task.FromResult(Run(
            () => File.Exists(path)
                ? Encoding.UTF8.GetString(ProtectedData.Unprotect(File.ReadAllBytes(path), Encoding.UTF8.GetBytes(name), DataProtectionScope.CurrentUser))
                : null,
            $"cannot decrypt {path}"));
    }

    /// <inheritdoc/>
    public void Write(string name, string label, string secret) => Run(
        () =>
        {
            byte[] closed = ProtectedData.Protect(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(name), DataProtectionScope.CurrentUser);
            AtomicFile.Write(PathOf(name), closed, ownerOnly: true);
            return true;
        },
        "cannot keep a login");

    /// <inheritdoc/>
    public bool Delete(string name)
    {
        string path = PathOf(name);
        return Run(
            () =>
            {
                bool existed = File.Exists(path);
                if (existed)
                {
                    File.Delete(path);
                }

                return existed;
            },
            $"cannot remove {path}");
    }

    private string PathOf(string name) =>
        Path.Combine(_folder, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 16).ToLowerInvariant() + ".dpapi");

    private static T Run<T>(Func<T> act, string what)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Unavailable.Because(
                $"Windows Data Protection {what}: {e.Message.TrimEnd('.')}.",
                "It works for a user who has logged on to this machine with a profile; after a reset password a new login is needed.",
                e);
        }
    }
}
