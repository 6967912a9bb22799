using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>Keeps logins that can be told from each other and from a mixture of two.</summary>
internal sealed class TokenWriter(string home)
{
    internal const string Alias = "acme";

    private readonly TokenCache _cache = new(new AwsPaths(name => name is "HOME" or "USERPROFILE" ? home : null), TimeProvider.System);

    /// <summary>The file that is written.</summary>
    internal string Path => _cache.PathOf(Alias);

    internal async Task WriteAsync(int serial)
    {
        using IDisposable held = await _cache.LockAsync(Alias, null, CancellationToken.None);
        _cache.Write(Alias, Token(serial));
    }

    /// <summary>Login number so and so: its secrets are one letter each, of a length that goes up and down.</summary>
    internal static SsoToken Token(int serial)
    {
        string secret = new((char)('a' + (serial % 26)), 20 + (serial * 7919 % 4000));
        return new SsoToken
        {
            StartUrl = "https://acme.awsapps.com/start",
            Region = "eu-west-1",
            AccessToken = $"{serial}-{secret}",
            ExpiresAt = DateTimeOffset.UnixEpoch.AddSeconds(serial),
            ClientId = secret,
            ClientSecret = secret,
            RegistrationExpiresAt = DateTimeOffset.UnixEpoch.AddDays(90),
            RefreshToken = secret,
        };
    }
}
