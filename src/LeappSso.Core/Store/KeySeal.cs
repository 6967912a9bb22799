using System.Security.Cryptography;
using System.Text;

namespace LeappSso.Store;

/// <summary>
/// Encrypts role keys on the disk with a key that only the platform's store for secrets holds (AES-256-GCM), so that there are not
/// hundreds of secrets in a store that people look through.
/// </summary>
/// <param name="vault">What the store holds of the integration.</param>
internal sealed class KeySeal(LoginVault vault)
{
    private static readonly int s_nonce = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int s_tag = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Encrypts; null where there is no key, or no cipher on this machine.</summary>
    /// <param name="plain">What is to be read by nobody else.</param>
    /// <param name="place">The name of the file; what is moved to another one cannot be opened there.</param>
    internal byte[]? Close(ReadOnlySpan<byte> plain, string place)
    {
        if (!AesGcm.IsSupported || vault.Read().Key is not { } key)
        {
            return null;
        }

        byte[] closed = new byte[s_nonce + s_tag + plain.Length];
        Span<byte> nonce = closed.AsSpan(0, s_nonce);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm cipher = new(key, s_tag);
        cipher.Encrypt(nonce, plain, closed.AsSpan(s_nonce + s_tag), closed.AsSpan(s_nonce, s_tag), Encoding.UTF8.GetBytes(place));
        return closed;
    }

    /// <summary>Decrypts; null where it was encrypted with another key, for another file, or has been changed.</summary>
    /// <param name="closed">What <see cref="Close"/> gave.</param>
    /// <param name="place">The name of the file.</param>
    internal byte[]? Open(ReadOnlySpan<byte> closed, string place)
    {
        if (!AesGcm.IsSupported || closed.Length < s_nonce + s_tag || vault.Read().Key is not { } key)
        {
            return null;
        }

        byte[] plain = new byte[closed.Length - s_nonce - s_tag];
        using AesGcm cipher = new(key, s_tag);
        try
        {
            cipher.Decrypt(closed[..s_nonce], closed[(s_nonce + s_tag)..], closed.Slice(s_nonce, s_tag), plain, Encoding.UTF8.GetBytes(place));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
