using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LeappSso.Emulator;

/// <summary>Hands out keys of roles and knows whose each one is.</summary>
public sealed class RoleKeyIssuer
{
    private const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly EmulatorOptions _options;
    private readonly EmulatorClock _clock;
    private readonly ConcurrentDictionary<string, RoleKeys> _issued = new();
    private readonly ConcurrentDictionary<(string AccountId, string RoleName), int> _serials = new();

    internal RoleKeyIssuer(EmulatorOptions options, EmulatorClock clock)
    {
        _options = options;
        _clock = clock;
    }

    /// <summary>All keys that were handed out.</summary>
    public IEnumerable<RoleKeys> Issued => _issued.Values;

    /// <summary>Whose keys these are, or null when this emulator did not hand them out.</summary>
    public RoleKeys? Find(string accessKeyId) => _issued.GetValueOrDefault(accessKeyId);

    /// <summary>The access key id of the nth keys (from 1) of a role: the same in every run.</summary>
    public static string AccessKeyId(string accountId, string roleName, int serial)
    {
        byte[] hash = Hash("key", accountId, roleName, serial);
        return "ASIA" + string.Create(16, hash, static (letters, bytes) =>
        {
            for (int index = 0; index < letters.Length; index++)
            {
                letters[index] = KeyLetters[bytes[index] % KeyLetters.Length];
            }
        });
    }

    /// <summary>Lets all keys end that were handed out so far, whatever was said of their life.</summary>
    public void Expire()
    {
        foreach (RoleKeys keys in _issued.Values)
        {
            _issued[keys.AccessKeyId] = keys with { ExpiresAt = _clock.Now };
        }
    }

    internal RoleKeys Issue(string accountId, string roleName) =>
        Issue(accountId, roleName, roleName, _options.RoleCredentialLifetime, null);

    /// <summary>Keys by AssumeRole. A role may have the name of a permission set.</summary>
    internal RoleKeys IssueAssumed(string accountId, string roleName, string sessionName, TimeSpan life) =>
        Issue(accountId, roleName, "role/" + roleName, life, sessionName);

    private RoleKeys Issue(string accountId, string roleName, string seed, TimeSpan life, string? sessionName)
    {
        int serial = _serials.AddOrUpdate((accountId, seed), 1, static (_, last) => last + 1);
        var keys = new RoleKeys(
            accountId, roleName, serial, AccessKeyId(accountId, seed, serial),
            Convert.ToBase64String(Hash("secret", accountId, seed, serial), 0, 30),
            "IQoJb3JpZ2luX2Vj" + Convert.ToBase64String(Hash("session", accountId, seed, serial)),
            _clock.Now + life,
            sessionName);
        return _issued[keys.AccessKeyId] = keys;
    }

    private static byte[] Hash(string use, string accountId, string roleName, int serial) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{use}/{accountId}/{roleName}/{serial}"));
}
