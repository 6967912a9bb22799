using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Engine;

public sealed class PersonLoginTests : IAsyncLifetime, IDisposable
{
    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.Portal.With("000000000001", "prod", "Admin");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(ServiceFault.Throttled, typeof(ClientRegistrationRequest))]
    [InlineData(ServiceFault.SlowDown, typeof(ClientRegistrationRequest))]
    [InlineData(ServiceFault.Unavailable, typeof(ClientRegistrationRequest))]
    [InlineData(ServiceFault.Throttled, typeof(ClientRegistration))]
    [InlineData(ServiceFault.SlowDown, typeof(ClientRegistration))]
    [InlineData(ServiceFault.Unavailable, typeof(ClientRegistration))]
    [InlineData(ServiceFault.Throttled, typeof(DeviceCodeTokenRequest))]
    [InlineData(ServiceFault.Unavailable, typeof(DeviceCodeTokenRequest))]
    public async Task A_login_survives_a_service_in_trouble(ServiceFault fault, Type during)
    {
        int left = 3;
        _test.Login.Before = request =>
        {
            if (during.IsInstanceOfType(request) && left-- > 0)
            {
                throw new ServiceException(fault, "Any", "in trouble");
            }
        };

        Assert.Single(await LogInAsync());

        Assert.Equal(1, _test.Login.Logins);
        Assert.Single(_test.Log.Prompts);
        Assert.Empty(_test.Log.Failures);
    }

    [Theory]
    [InlineData(ServiceFault.NotAnAwsAnswer)]
    [InlineData(ServiceFault.Incomplete)]
    public async Task An_answer_that_is_none_ends_the_login_as_such(ServiceFault fault)
    {
        _test.Login.Before = _ => throw new ServiceException(fault, "RegisterClient", "nothing of use");

        LeappException failure = await Assert.ThrowsAsync<LeappException>(LogInAsync);

        Assert.Equal(LeappErrorCode.NotAnAwsAnswer, failure.Code);
    }

    [Fact]
    public async Task A_service_that_is_throttled_for_good_ends_the_login_as_throttled()
    {
        _test.Login.Before = _ => throw new ServiceException(ServiceFault.Throttled, "RegisterClient", "slow") { RetryAfter = TimeSpan.FromHours(1) };
        DateTimeOffset start = _test.Time.GetUtcNow();

        LeappException failure = await Assert.ThrowsAsync<LeappException>(LogInAsync);

        Assert.Equal(LeappErrorCode.Throttled, failure.Code);
        Assert.InRange((_test.Time.GetUtcNow() - start).TotalSeconds, 30, 120);
    }

    [Fact]
    public async Task A_kept_registration_that_led_to_no_login_is_not_used_again()
    {
        await LogInAsync();
        _test.Login.Before = request => { if (request is DeviceCodeTokenRequest) { throw new ServiceException(ServiceFault.ExpiredCode, "CreateToken", "gone"); } };
        await Assert.ThrowsAsync<LeappException>(LogInAsync);
        Assert.Equal(1, _test.Login.Registrations);

        _test.Login.Before = _ => { };
        await LogInAsync();

        Assert.Equal(2, _test.Login.Registrations);
    }

    [Fact]
    public async Task A_refused_registration_is_made_anew_once()
    {
        await LogInAsync();
        bool refused = false;
        _test.Login.Before = request =>
        {
            if (request is ClientRegistration { ClientId: "client1" })
            {
                refused = true;
                throw new ServiceException(ServiceFault.InvalidClient, "StartDeviceAuthorization", "invalid_client");
            }
        };

        await LogInAsync();

        Assert.True(refused);
        Assert.Equal((2, 2), (_test.Login.Logins, _test.Login.Registrations));
    }

    [Fact]
    public async Task A_service_that_names_no_life_of_the_code_leaves_the_time_the_person_has()
    {
        _test.Login.CodeLife = TimeSpan.Zero;

        Assert.Single(await LogInAsync());

        Assert.InRange(Assert.Single(_test.Log.Prompts).ExpiresIn.TotalSeconds, 590, 600);
    }

    [Fact]
    public async Task The_time_a_person_has_holds_for_a_silent_service_too()
    {
        _test.Login.Before = request =>
        {
            if (request is ClientRegistrationRequest)
            {
                _test.Time.Advance(TimeSpan.FromSeconds(30));
                throw new ServiceException(ServiceFault.Unavailable, "RegisterClient", "no answer in time");
            }
        };
        DateTimeOffset start = _test.Time.GetUtcNow();

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.LettingTimePassAsync(_test.ConnectAsync(
            new ConnectRequest { LoginMethod = LeappLoginMethod.DeviceCode, Timeout = TimeSpan.FromSeconds(10) })));

        Assert.Equal(LeappErrorCode.PortalUnavailable, failure.Code);
        Assert.Contains("RegisterClient: no answer in time", failure.Message, StringComparison.Ordinal);
        Assert.InRange((_test.Time.GetUtcNow() - start).TotalSeconds, 10, 45);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(-9)]
    public async Task A_clock_that_is_hours_wrong_costs_no_second_login_and_is_told(int hours)
    {
        _test.ClockDifference = TimeSpan.FromHours(hours);

        await LogInAsync(force: false);
        await LogInAsync(force: false);

        Assert.Equal(1, _test.Login.Logins);
        Assert.All(_test.Log.Warnings, w => Assert.Contains("9 hours", w, StringComparison.Ordinal));
        Assert.Equal(2, _test.Log.Warnings.Count);
    }

    [Fact]
    public async Task A_login_that_another_process_makes_meanwhile_ends_the_waiting()
    {
        _test.Login.PollInterval = TimeSpan.FromSeconds(5);
        _test.Login.Before = request => OnPoll(request, () => _test.WithToken(TimeSpan.FromHours(1), "refresh", access: "elsewhere"));

        Assert.Single(await LogInAsync(force: false));

        Assert.Equal(0, _test.Login.Logins);
        Assert.Equal("elsewhere", Assert.Single(_test.Portal.Tokens.Distinct()));
        Assert.Equal(("elsewhere", "refresh"), (_test.Tokens.Read("acme").Token!.AccessToken, _test.Tokens.Read("acme").Token!.RefreshToken));
        Assert.Contains(_test.Log.VerboseLines, v => v.StartsWith("Another process has logged in to 'acme'", StringComparison.Ordinal));
        Assert.Empty(_test.Log.Failures);
    }

    [Theory]
    [InlineData("kept", 60, false)]
    [InlineData("elsewhere", -1, false)]
    [InlineData("elsewhere", 60, true)]
    public async Task What_does_not_serve_does_not_end_the_waiting(string access, int minutes, bool force)
    {
        _test.WithToken(TimeSpan.FromMinutes(-5), access: "kept");
        DateTimeOffset start = _test.Time.GetUtcNow();
        _test.Login.PollInterval = TimeSpan.FromSeconds(1);
        _test.Login.Before = request =>
        {
            if (_test.Time.GetUtcNow() < start.AddSeconds(10))
            {
                OnPoll(request, () => _test.WithToken(TimeSpan.FromMinutes(minutes), access: access));
            }
        };

        Assert.Single(await LogInAsync(force));

        Assert.Equal(1, _test.Login.Logins);
        Assert.Equal("access1", _test.Tokens.Read("acme").Token!.AccessToken);
    }

    private static void OnPoll(object request, Action meanwhile)
    {
        if (request is DeviceCodeTokenRequest)
        {
            meanwhile();
            throw new ServiceException(ServiceFault.AuthorizationPending, "CreateToken", "authorization_pending");
        }
    }

    private Task<List<LeappSession>> LogInAsync() => LogInAsync(force: true);

    private Task<List<LeappSession>> LogInAsync(bool force) => _test.LettingTimePassAsync(
        _test.ConnectAsync(new ConnectRequest { Force = force, LoginMethod = LeappLoginMethod.DeviceCode }));
}
