using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What happens while a command waits: a logout, another login, a busy lock, a slow person.</summary>
public sealed class MeanwhileTests : IAsyncLifetime, IDisposable
{
    private const string Admin = "acme/000000000001/Admin";
    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1), "refresh").Portal.With("000000000001", "prod", "Admin", "ReadOnly");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
        await _test.LettingTimePassAsync(_test.ConnectAsync());
        _test.Portal.Tokens.Clear();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_logout_while_keys_are_fetched_is_one_error()
    {
        _test.Portal.Before = async (operation, _, _, cancel) =>
        {
            if (operation == "GetRoleCredentials")
            {
                await _test.Engine.DisconnectAsync("acme", cancel);
                throw new ServiceException(ServiceFault.Unauthorized, operation, "Session token not found or invalid");
            }
        };

        Assert.Empty(await _test.CredentialsAsync(Admin));
        Assert.Equal(LeappErrorCode.NotLoggedIn, Assert.Single(_test.Log.Failures).Code);
    }

    [Fact]
    public async Task Keys_fetched_during_a_logout_are_not_left_on_disk()
    {
        _test.Portal.Before = async (operation, _, _, cancel) =>
        {
            if (operation == "GetRoleCredentials")
            {
                await _test.Engine.DisconnectAsync("acme", cancel);
            }
        };
        await _test.CredentialsAsync(Admin);
        Assert.Null(_test.RoleKeys.Read(new SessionId("acme", "000000000001", "Admin"), "https://acme.awsapps.com/start"));
    }

    [Fact]
    public async Task A_renewal_does_not_overwrite_a_login_made_meanwhile()
    {
        _test.WithToken(TimeSpan.FromMinutes(1), "refresh-of-A", access: "A");
        _test.Login.Before = request =>
        {
            if (request is RefreshTokenRequest)
            {
                // Another process: Connect-LeappSso -Force, or aws sso login, by a person.
                _test.WithToken(TimeSpan.FromHours(8), "refresh-of-B", access: "B");
            }
        };
        await _test.CredentialsAsync(Admin);
        Assert.Equal("B", _test.Tokens.Read("acme").Token!.AccessToken);
    }

    [Fact]
    public async Task A_renewal_does_not_bring_back_a_login_that_was_ended_meanwhile()
    {
        _test.WithToken(TimeSpan.FromMinutes(1), "refresh-of-A", access: "A");
        _test.Login.Before = request =>
        {
            if (request is RefreshTokenRequest)
            {
                File.Delete(_test.Tokens.PathOf("acme"));
            }
        };
        await _test.CredentialsAsync(Admin);
        Assert.Null(_test.Tokens.Read("acme").Token);
    }

    [Fact]
    public async Task A_login_that_lives_is_used_although_another_process_holds_the_lock()
    {
        _test.WithToken(TimeSpan.FromMinutes(4), "refresh");
        using IDisposable held = await _test.Tokens.LockAsync("acme", null, CancellationToken.None);
        List<LeappCredential> keys = await _test.LettingTimePassAsync(_test.CredentialsAsync(Admin));
        Assert.Empty(_test.Log.Failures);
        Assert.Single(keys);
    }

    [Fact]
    public async Task Keys_are_fetched_although_another_process_holds_their_lock_for_ever()
    {
        await _test.CredentialsAsync(Admin);
        _test.Time.Advance(TimeSpan.FromMinutes(50));
        using IDisposable held = await _test.RoleKeys.LockAsync(new SessionId("acme", "000000000001", "Admin"), null, CancellationToken.None);
        List<LeappCredential> keys = await _test.LettingTimePassAsync(_test.CredentialsAsync(Admin));
        Assert.Empty(_test.Log.Failures);
        Assert.Single(keys);
    }

    [Theory]
    [InlineData("workspace")]
    [InlineData("config")]
    [InlineData("credentials")]
    public async Task What_one_waits_for_is_told(string busy)
    {
        string path = busy switch { "workspace" => _test.Workspace.Path, "config" => _test.Paths.ConfigFile, _ => _test.Paths.CredentialsFile };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Task<SessionChangeResult> work;
        using (await FileLock.AcquireAsync(path, FileLock.Patience, _test.Time, CancellationToken.None))
        {
            work = _test.Engine.ChangeSessionsAsync(
                [Admin], new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active }, CancellationToken.None);
            await _test.LettingTimePassAsync(TillToldAsync(work));
            Assert.False(work.IsCompleted);
        }

        Assert.Single((await _test.LettingTimePassAsync(work)).Changed);
        Assert.Contains(busy == "workspace" ? "integrations or sessions" : path, Assert.Single(Waits()), StringComparison.Ordinal);

        async Task<bool> TillToldAsync(Task work)
        {
            while (!work.IsCompleted && !Waits().Any())
            {
                await Task.Yield();
            }

            return true;
        }

        IEnumerable<string> Waits() => _test.Log.VerboseLines.Where(l => l.StartsWith("Waiting for another process", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"registrations\":null}")]
    [InlineData("{\"registrations\":{\"DeviceCode eu-west-1 https://acme.awsapps.com/start\":null}}")]
    [InlineData("{\"registrations\":{\"DeviceCode eu-west-1 https://acme.awsapps.com/start\":{\"clientId\":null,\"clientSecret\":\"x\",\"expiresAt\":\"2040-01-01T00:00:00Z\"}}}")]
    public async Task A_damaged_registration_file_costs_one_call(string text)
    {
        string home = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(_test.RoleKeys.PathOf(new SessionId("acme", "000000000001", "Admin")))!)!)!;
        File.WriteAllText(Path.Combine(home, "registrations.json"), text);
        await _test.LettingTimePassAsync(_test.ConnectAsync(new ConnectRequest { Force = true, LoginMethod = LeappLoginMethod.DeviceCode }));
    }

    [Fact]
    public async Task One_429_after_a_long_wait_for_the_person_does_not_end_the_login()
    {
        // The code grant: the person takes a minute in the browser, then the service is busy once.
        bool once = false;
        LoginGoal goal = new("acme", "https://acme.awsapps.com/start", "eu-west-1");
        _test.Login.Before = request =>
        {
            if (request is AuthorizationCodeTokenRequest && !once)
            {
                once = true;
                throw new ServiceException(ServiceFault.Throttled, "CreateToken", "Rate exceeded");
            }
        };
        LoginRunner runner = new(_test.Login, _test, _test.Log, _test.Time);
        SlowPerson person = new(_test.Time);
        BrowserLogin login = new(goal, null, _test.Time.GetUtcNow().AddMinutes(10), _test.Login.AuthorizePage, person.RedirectUri);
        Task<SsoToken> work = runner.RunAsync(login, goal, person, false, _ => { }, CancellationToken.None);
        Assert.Equal("access1", (await _test.LettingTimePassAsync(work)).AccessToken);
    }

    [Fact]
    public async Task One_429_after_a_long_wait_for_a_lock_does_not_end_the_command()
    {
        IDisposable held = await _test.RoleKeys.LockAsync(new SessionId("acme", "000000000001", "Admin"), null, CancellationToken.None);
        int n = 0;
        _test.Portal.Before = (operation, _, _, _) => operation == "GetRoleCredentials" && n++ == 0
            ? throw new ServiceException(ServiceFault.Throttled, operation, "Rate exceeded") : Task.CompletedTask;
        using ITimer release = _test.Time.CreateTimer(_ => held.Dispose(), null, TimeSpan.FromSeconds(40), Timeout.InfiniteTimeSpan);

        List<LeappCredential> keys = await _test.LettingTimePassAsync(_test.CredentialsAsync(Admin));
        Assert.Empty(_test.Log.Failures);
        Assert.Single(keys);
    }

    private sealed class SlowPerson(Microsoft.Extensions.Time.Testing.FakeTimeProvider time) : ICallbackListener
    {
        public Uri RedirectUri { get; } = new("http://127.0.0.1:1234/oauth/callback");

        public Uri SendOn(Uri address) => throw new NotSupportedException();

        public Task<CallbackAnswer> WaitAsync(Func<string, CallbackAnswer?> accept, CancellationToken cancellationToken)
        {
            time.Advance(TimeSpan.FromSeconds(60));
            return Task.FromResult(new CallbackAnswer("code", null, null));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
