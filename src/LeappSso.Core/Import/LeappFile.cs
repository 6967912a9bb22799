using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeappSso.Import;

/// <summary>
/// The workspace file of the Leapp desktop application: base64 of what <c>openssl enc -aes-256-cbc -md md5</c> writes, with a passphrase
/// that any program of the machine can derive from its id. It hides nothing, so nothing is lost by reading it.
/// </summary>
internal static class LeappFile
{
    private const int Block = 16;
    private const int Start = 16;

    /// <summary>Reads the workspace as JSON.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="machineIds">The ids of the machine that may have written it.</param>
    /// <returns>Null where it cannot be decrypted by any of them.</returns>
    internal static JsonDocument? Read(byte[] bytes, IEnumerable<string> machineIds)
    {
        ReadOnlyMemory<byte> text = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        if (Json(text) is { } plain)
        {
            return plain;
        }

        byte[] blob = FromBase64(Encoding.ASCII.GetString(text.Span).Trim());
        if (!blob.AsSpan().StartsWith("Salted__"u8) || blob.Length <= Start || blob.Length % Block != 0)
        {
            return null;
        }

        return machineIds.Select(id => Decrypt(blob, PassphraseOf(id)) is { } found ? Json(found) : null).FirstOrDefault(json => json is not null);
    }

    /// <summary>What Leapp makes of the id of a machine: the SHA-256 of its lower-case form without blanks, in hexadecimal digits.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Leapp hashes the lower-case form.")]
    internal static string PassphraseOf(string machineId) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(machineId.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant())))
            .ToLowerInvariant();

    private static byte[]? Decrypt(byte[] blob, string passphrase)
    {
        byte[] keys = KeysOf(Encoding.UTF8.GetBytes(passphrase), blob.AsSpan(8, 8));
        using Aes aes = Aes.Create();
        aes.Key = keys[..32];
        try
        {
            return aes.DecryptCbc(blob.AsSpan(Start), keys.AsSpan(32, Block), PaddingMode.PKCS7);
        }
        catch (CryptographicException)
        {
            // The usual sign of a wrong passphrase.
            return null;
        }
    }

    /// <summary>EVP_BytesToKey of OpenSSL with MD5 and one round: 32 bytes for the key and 16 for the first block.</summary>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The format of the file.")]
    private static byte[] KeysOf(byte[] passphrase, ReadOnlySpan<byte> salt)
    {
        List<byte> keys = [];
        byte[] last = [];
        while (keys.Count < 48)
        {
            last = MD5.HashData((byte[])[.. last, .. passphrase, .. salt]);
            keys.AddRange(last);
        }

        return [.. keys];
    }

    private static byte[] FromBase64(string text)
    {
        byte[] buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out int length) ? buffer[..length] : [];
    }

    private static JsonDocument? Json(ReadOnlyMemory<byte> text)
    {
        try
        {
            JsonDocument json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
