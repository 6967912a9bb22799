using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Store;

public sealed class SharedTokenStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.Portal.With("000000000001", "prod", "Admin");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_login_that_cannot_be_kept_lives_on_in_memory_with_one_warning()
    {
        CloseTheCache();

        await LogInAsync();
        Assert.Single(await _test.ConnectAsync());
        await LogInAsync();
        Assert.Single(await _test.CredentialsAsync("prod-Admin"));

        Assert.Equal(2, _test.Login.Logins);
        Assert.Contains("this PowerShell session only", Assert.Single(_test.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(LeappIntegrationStatus.Online, Assert.Single(_test.Engine.GetIntegrations()).Status);
    }

    [Fact]
    public async Task A_login_in_memory_is_renewed_there()
    {
        CloseTheCache();
        await LogInAsync();
        _test.Time.Advance(TimeSpan.FromHours(2));

        Assert.Single(await _test.ConnectAsync());

        Assert.Equal((1, 1), (_test.Login.Logins, _test.Login.Refreshes));
        Assert.Single(_test.Log.Warnings);
    }

    [Fact]
    public async Task It_ends_with_the_logout()
    {
        CloseTheCache();
        await LogInAsync();

        await _test.Engine.DisconnectAsync("acme", CancellationToken.None);

        Assert.Equal(LeappIntegrationStatus.Offline, Assert.Single(_test.Engine.GetIntegrations()).Status);
        Assert.Equal(1, _test.Portal.LoggedOut);
    }

    [Fact]
    public async Task Once_the_cache_can_be_written_the_next_renewal_goes_there()
    {
        CloseTheCache();
        await LogInAsync();
        File.Delete(CacheFolder);
        _test.Time.Advance(TimeSpan.FromHours(2));

        await _test.ConnectAsync();

        Assert.Equal("access2", _test.Tokens.Read("acme").Token!.AccessToken);
        Assert.Null(_test.Memory.Tokens.Find("acme"));
    }

    [Fact]
    public async Task A_login_in_memory_is_used_although_the_one_in_the_cache_lives_longer()
    {
        _test.WithToken(TimeSpan.FromHours(8), access: "of-somebody-else");
        File.SetAttributes(_test.Tokens.PathOf("acme"), FileAttributes.ReadOnly);
        await LogInAsync();
        _test.Portal.Tokens.Clear();

        await _test.CredentialsAsync("prod-Admin");

        Assert.Equal(["access1"], _test.Portal.Tokens);
    }

    [Fact]
    public async Task A_login_in_memory_is_used_although_the_cache_holds_one_of_another_portal()
    {
        _test.Tokens.Write("acme", new SsoToken
        {
            StartUrl = "https://other.awsapps.com/start", Region = "eu-west-1", AccessToken = "foreign", ExpiresAt = _test.Time.GetUtcNow().AddHours(8),
        });
        File.SetAttributes(_test.Tokens.PathOf("acme"), FileAttributes.ReadOnly);
        await LogInAsync();

        Assert.Single(await _test.CredentialsAsync("prod-Admin"));
        Assert.Empty(_test.Log.Failures);
    }

    [Fact]
    public async Task A_cache_that_somebody_can_write_again_wins()
    {
        CloseTheCache();
        await LogInAsync();
        File.Delete(CacheFolder);
        _test.WithToken(TimeSpan.FromMinutes(30), access: "newer");
        _test.Portal.Tokens.Clear();

        await _test.CredentialsAsync("prod-Admin");

        Assert.Equal(["newer"], _test.Portal.Tokens);
    }

    private string CacheFolder => Path.GetDirectoryName(Path.GetDirectoryName(_test.Tokens.PathOf("acme")))!;

    /// <summary>Puts a file where the folder of the cache should be: nobody can write there, not even root.</summary>
    private void CloseTheCache()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(CacheFolder)!);
        File.WriteAllText(CacheFolder, string.Empty);
    }

    private Task<List<LeappSession>> LogInAsync() => _test.LettingTimePassAsync(
        _test.ConnectAsync(new ConnectRequest { Force = true, LoginMethod = LeappLoginMethod.DeviceCode }));
}
