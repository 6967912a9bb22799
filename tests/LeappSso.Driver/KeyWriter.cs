using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>Keeps keys of a role, each under the lock.</summary>
internal sealed class KeyWriter(string folder) : StoreWriter
{
    private const string Portal = "https://acme.awsapps.com/start";

    private static readonly SessionId s_session = new("acme", "000000000001", "Admin");

    private readonly RoleKeyCache _cache = new(folder, TimeProvider.System);

    internal override async Task WriteAsync(int serial)
    {
        using IDisposable held = await _cache.LockAsync(s_session, null, CancellationToken.None);
        _cache.Write(s_session, Portal, null, Keys(serial));
    }

    internal override int Last() => _cache.Read(s_session, Portal) is { } kept ? SerialOf(kept.Keys.SecretAccessKey) : -1;

    internal override IEnumerable<string> Faults(int last)
    {
        if (_cache.Read(s_session, Portal) is not { } kept)
        {
            return last < 0 && !File.Exists(_cache.PathOf(s_session)) ? [] : ["the keys cannot be read"];
        }

        RoleKeys keys = Keys(last).Keys;
        bool isWhole = kept.Keys.AccessKeyId == keys.AccessKeyId && kept.Keys.SessionToken == keys.SessionToken && kept.Keys.ExpiresAt == keys.ExpiresAt;
        return isWhole ? [] : ["the keys are a mixture"];
    }

    internal override string? KindOf(string path) => path == _cache.PathOf(s_session) ? "role keys (`role-keys`)" : null;

    private static KeptKeys Keys(int serial) => new(
        new RoleKeys($"ASIA{serial}", SecretOf(serial), SecretOf(serial), DateTimeOffset.UnixEpoch.AddSeconds(serial)),
        DateTimeOffset.UnixEpoch,
        TimeSpan.FromHours(1),
        null);
}
