using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>Keeps logins in the cache of a home folder, each under the lock.</summary>
internal sealed class TokenWriter(string home) : StoreWriter
{
    internal const string Alias = "acme";

    private readonly TokenCache _cache = new(new AwsPaths(name => name is "HOME" or "USERPROFILE" ? home : null), TimeProvider.System);

    internal override async Task WriteAsync(int serial)
    {
        using IDisposable held = await _cache.LockAsync(Alias, null, CancellationToken.None);
        _cache.Write(Alias, Token(serial));
    }

    internal override int Last() => _cache.Read(Alias).Token is { } token ? SerialOf(token.AccessToken) : -1;

    internal override IEnumerable<string> Faults(int last) => FaultsOf(_cache.PathOf(Alias), last < 0 ? null : TokenFile.Write(Token(last)));

    internal override string? KindOf(string path) => path == _cache.PathOf(Alias) ? "login (`~/.aws/sso/cache`)" : null;

    private static SsoToken Token(int serial) => new()
    {
        StartUrl = "https://acme.awsapps.com/start",
        Region = "eu-west-1",
        AccessToken = SecretOf(serial),
        ExpiresAt = DateTimeOffset.UnixEpoch.AddSeconds(serial),
        ClientId = SecretOf(serial),
        ClientSecret = SecretOf(serial),
        RegistrationExpiresAt = DateTimeOffset.UnixEpoch.AddDays(90),
        RefreshToken = SecretOf(serial),
    };
}
