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

    private volatile Seen? _seen;

    /// <summary>The name of the vault.</summary>
    internal string Name { get; } = name;

    /// <summary>The alias of the integration.</summary>
    internal string Alias { get; } = alias;

    /// <summary>What people call the store.</summary>
    internal string StoreName => secrets.Value.Name;

    /// <summary>What people see of a login where the platform lists its secrets.</summary>
    internal static string LoginLabel(string alias) => $"LeappSso: login of {alias}";

    /// <summary>What people see of client registrations there.</summary>
    internal static string RegistrationsLabel(string alias) => $"LeappSso: client registrations of {alias}";

    private string LoginName => $"LeappSso/{Name}/login";

    private string RegistrationsName => $"LeappSso/{Name}/registrations";

    /// <summary>Sees to it that the store can be used, and looks what there is.</summary>
    internal async Task OpenAsync(bool mayAsk, CancellationToken cancellationToken)
    {
        _seen = null;
        await secrets.Value.OpenAsync(mayAsk, cancellationToken).ConfigureAwait(false);
        await LookAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks anew, as is to be done when another process may have changed something.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken) =>
        _seen = new Seen(await secrets.Value.ReadAsync(LoginName, cancellationToken).ConfigureAwait(false));

    /// <summary>The login and the key beside it as they were last seen; nothing where there is none.</summary>
    internal (TokenReading Login, byte[]? Key) Read()
    {
        // Where nothing was looked at yet, one thread has to wait for another program; the store answers or fails within its own time.
        Seen seen = _seen ?? (_seen = new Seen(Task.Run(() => secrets.Value.ReadAsync(LoginName, CancellationToken.None)).GetAwaiter().GetResult()));
        if (seen.Secret is not { } secret)
        {
            return (new TokenReading(null, null), null);
        }

        // The key stands in the first line, the login in the second, as it would be in the shared cache.
        int end = secret.IndexOf('\n', StringComparison.Ordinal);
        Span<byte> key = stackalloc byte[KeyLength];
        return end > 0 && Convert.TryFromBase64String(secret[..end], key, out int length) && length == KeyLength
            ? (TokenFile.Read(Encoding.ASCII.GetBytes(secret[(end + 1)..]), $"{StoreName} for '{Alias}'"), key.ToArray())
            : (new TokenReading(null, $"The login of '{Alias}' in {StoreName} cannot be used: it is not as it was written. A new login replaces it."), null);
    }

    /// <summary>Keeps a login; the key beside it stays the same, or is made.</summary>
    internal void Write(SsoToken token)
    {
        byte[] key = Read().Key ?? RandomNumberGenerator.GetBytes(KeyLength);
        string secret = $"{Convert.ToBase64String(key)}\n{Encoding.ASCII.GetString(TokenFile.Write(token))}";
        secrets.Value.Write(LoginName, LoginLabel(Alias), secret);
        _seen = new Seen(secret);
    }

    /// <summary>Removes the login and the key beside it; says whether there was one.</summary>
    internal bool Delete()
    {
        _seen = null;
        return secrets.Value.Delete(LoginName);
    }

    /// <summary>The client registrations, as JSON; null if there are none.</summary>
    internal Task<string?> ReadRegistrationsAsync(CancellationToken cancellationToken) => secrets.Value.ReadAsync(RegistrationsName, cancellationToken);

    /// <summary>Keeps the client registrations.</summary>
    internal void WriteRegistrations(string json) => secrets.Value.Write(RegistrationsName, RegistrationsLabel(Alias), json);

    /// <summary>Removes the client registrations.</summary>
    internal void DeleteRegistrations() => secrets.Value.Delete(RegistrationsName);

    /// <summary>What was found; a class, so that it is seen whole and no text form shows it.</summary>
    private sealed class Seen(string? secret)
    {
        internal string? Secret { get; } = secret;
    }
}
