using System.Security.Cryptography;
using System.Text;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// What the platform's store for secrets holds of one integration. The login and the key that encrypts its role keys are one secret, so
/// that one question to the platform gives both, and the end of the login is the end of all that was encrypted with it.
/// </summary>
/// <param name="secrets">The platform's store.</param>
/// <param name="name">The name of the vault.</param>
/// <param name="alias">The alias of the integration, for people.</param>
internal sealed class LoginVault(Lazy<ISecretStore> secrets, string name, string alias)
{
    /// <summary>AES-256.</summary>
    private const int KeyLength = 32;

    /// <summary>The name of the vault.</summary>
    internal string Name { get; } = name;

    /// <summary>What people call the store.</summary>
    internal string StoreName => secrets.Value.Name;

    private string LoginName => $"LeappSso/{Name}/login";

    private string RegistrationsName => $"LeappSso/{Name}/registrations";

    /// <summary>See <see cref="ISecretStore.OpenAsync"/>.</summary>
    internal Task OpenAsync(bool mayAsk, CancellationToken cancellationToken) => secrets.Value.OpenAsync(mayAsk, cancellationToken);

    /// <summary>The login and the key beside it; nothing where there is none.</summary>
    internal (TokenReading Login, byte[]? Key) Read()
    {
        if (secrets.Value.Read(LoginName) is not { } secret)
        {
            return (new TokenReading(null, null), null);
        }

        // The key stands in the first line, the login in the second, as it would be in the shared cache.
        int end = secret.IndexOf('\n', StringComparison.Ordinal);
        Span<byte> key = stackalloc byte[KeyLength];
        return end > 0 && Convert.TryFromBase64String(secret[..end], key, out int length) && length == KeyLength
            ? (TokenFile.Read(Encoding.ASCII.GetBytes(secret[(end + 1)..]), $"{StoreName} for '{alias}'"), key.ToArray())
            : (new TokenReading(null, $"The login of '{alias}' in {StoreName} cannot be used: it is not as it was written. A new login replaces it."), null);
    }

    /// <summary>Keeps a login; the key beside it stays the same, or is made.</summary>
    internal void Write(SsoToken token)
    {
        byte[] key = Read().Key ?? RandomNumberGenerator.GetBytes(KeyLength);
        secrets.Value.Write(LoginName, $"LeappSso: login of {alias}", $"{Convert.ToBase64String(key)}\n{Encoding.ASCII.GetString(TokenFile.Write(token))}");
    }

    /// <summary>Removes the login and the key beside it; says whether there was one.</summary>
    internal bool Delete() => secrets.Value.Delete(LoginName);

    /// <summary>The client registrations, as JSON; null if there are none.</summary>
    internal string? ReadRegistrations() => secrets.Value.Read(RegistrationsName);

    /// <summary>Keeps the client registrations.</summary>
    internal void WriteRegistrations(string json) => secrets.Value.Write(RegistrationsName, $"LeappSso: client registrations of {alias}", json);

    /// <summary>Removes the client registrations.</summary>
    internal void DeleteRegistrations() => secrets.Value.Delete(RegistrationsName);
}
