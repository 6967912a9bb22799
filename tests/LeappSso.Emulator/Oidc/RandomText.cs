using System.Buffers.Text;
using System.Security.Cryptography;

namespace LeappSso.Emulator;

internal static class RandomText
{
    private const string UserCodeLetters = "BCDFGHJKLMNPQRSTVWXZ";

    public static string Token(string prefix, int bytes) =>
        prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>Eight consonants with a dash, as on the live device page: no words, no look-alikes.</summary>
    public static string UserCode()
    {
        string letters = RandomNumberGenerator.GetString(UserCodeLetters, 8);
        return $"{letters[..4]}-{letters[4..]}";
    }
}
