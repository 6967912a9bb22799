using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Login;

public sealed class DeviceCodeLoginTests
{
    private static readonly DateTimeOffset s_start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ClientRegistration s_client = new("client", "client-secret", s_start.AddDays(90));

    private DateTimeOffset _now = s_start;

    [Fact]
    public void The_interval_is_five_seconds_where_the_service_names_none()
    {
        DeviceCodeLogin login = Started(interval: null);

        Assert.Equal(TimeSpan.FromSeconds(5), Wait(login, new LoginEvent.Shown()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_interval_that_is_none_is_five_seconds(int seconds)
    {
        DeviceCodeLogin login = Started(interval: TimeSpan.FromSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(5), Wait(login, new LoginEvent.Shown()));
    }

    [Theory]
    [InlineData(0, 600)]
    [InlineData(-5, 600)]
    [InlineData(60, 60)]
    [InlineData(600, 600)]
    [InlineData(3600, 600)]
    public void The_person_has_the_time_of_the_code_but_not_more_than_was_given(int code, int shown)
    {
        DeviceCodeLogin login = new(Goal(), s_client, s_start.AddMinutes(10));
        login.Next(new LoginEvent.Begin(), _now);

        LoginStep.Show show = Assert.IsType<LoginStep.Show>(login.Next(
            new LoginEvent.DeviceStarted(new DeviceAuthorization("device", "ABCD-EFGH", "https://device.example/", "https://device.example/?user_code=ABCD-EFGH", TimeSpan.FromSeconds(code), null)),
            _now));

        Assert.Equal(TimeSpan.FromSeconds(shown), show.ExpiresIn);
        Assert.Equal(("https://device.example/?user_code=ABCD-EFGH", "ABCD-EFGH"), (show.Address.AbsoluteUri, show.UserCode));
    }

    [Fact]
    public void Where_the_service_gives_no_address_with_the_code_the_plain_one_is_shown()
    {
        DeviceCodeLogin login = new(Goal(), s_client, s_start.AddMinutes(10));
        login.Next(new LoginEvent.Begin(), _now);

        LoginStep.Show show = Assert.IsType<LoginStep.Show>(login.Next(
            new LoginEvent.DeviceStarted(new DeviceAuthorization("device", "ABCD-EFGH", "https://device.example/", null, TimeSpan.FromMinutes(1), null)), _now));

        Assert.Equal("https://device.example/", show.Address.AbsoluteUri);
    }

    [Fact]
    public void A_refusal_after_the_end_ends_the_login_at_once()
    {
        DeviceCodeLogin login = Started(interval: null);
        Wait(login, new LoginEvent.Shown());
        _now += TimeSpan.FromMinutes(10);

        LoginStep end = login.Next(Refusal(ServiceFault.AuthorizationPending), _now);

        Assert.Equal(LeappErrorCode.LoginTimeout, Assert.IsType<LoginStep.Fail>(end).Reason.Code);
    }

    [Fact]
    public void A_refusal_before_there_is_a_code_ends_the_login()
    {
        DeviceCodeLogin login = new(Goal(), s_client, s_start.AddMinutes(10));
        login.Next(new LoginEvent.Begin(), _now);

        LoginStep end = login.Next(Refusal(ServiceFault.AuthorizationPending), _now);

        Assert.Equal(LeappErrorCode.LoginFailed, Assert.IsType<LoginStep.Fail>(end).Reason.Code);
    }

    [Fact]
    public void Pending_keeps_the_interval_and_slow_down_adds_five_seconds_for_good()
    {
        DeviceCodeLogin login = Started(interval: TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(2), Wait(login, new LoginEvent.Shown()));
        Assert.Equal(TimeSpan.FromSeconds(2), Refuse(login, ServiceFault.AuthorizationPending));
        Assert.Equal(TimeSpan.FromSeconds(7), Refuse(login, ServiceFault.SlowDown));
        Assert.Equal(TimeSpan.FromSeconds(7), Refuse(login, ServiceFault.AuthorizationPending));
        Assert.Equal(TimeSpan.FromSeconds(12), Refuse(login, ServiceFault.SlowDown));
    }

    [Fact]
    public void A_broken_connection_doubles_the_pause_up_to_half_a_minute_until_the_service_answers()
    {
        DeviceCodeLogin login = Started(interval: TimeSpan.FromSeconds(2));
        Wait(login, new LoginEvent.Shown());

        Assert.Equal([4, 8, 16, 30, 30], Enumerable.Range(0, 5).Select(_ => Refuse(login, ServiceFault.Unavailable).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(2), Refuse(login, ServiceFault.AuthorizationPending));
        Assert.Equal(TimeSpan.FromSeconds(4), Refuse(login, ServiceFault.Unavailable));
        Assert.Equal(TimeSpan.FromSeconds(7), Refuse(login, ServiceFault.SlowDown));
        Assert.Equal(TimeSpan.FromSeconds(14), Refuse(login, ServiceFault.Unavailable));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    public void A_service_that_asks_for_long_pauses_gets_them(int seconds)
    {
        DeviceCodeLogin login = Started(interval: TimeSpan.FromSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(seconds), Wait(login, new LoginEvent.Shown()));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Refuse(login, ServiceFault.Unavailable));
    }

    [Fact]
    public void When_the_code_has_expired_the_service_is_asked_once_more_and_the_login_ends_though_it_still_says_pending()
    {
        DeviceCodeLogin login = Started(interval: TimeSpan.FromSeconds(5), expiresIn: TimeSpan.FromSeconds(600));
        Wait(login, new LoginEvent.Shown());
        _now += TimeSpan.FromSeconds(598);

        Assert.Equal(TimeSpan.FromSeconds(2), Refuse(login, ServiceFault.AuthorizationPending));
        _now += TimeSpan.FromSeconds(2);
        Assert.IsType<LoginStep.CreateToken>(login.Next(new LoginEvent.TimePassed(), _now));
        LoginStep end = login.Next(Refusal(ServiceFault.AuthorizationPending), _now);

        Assert.Equal(LeappErrorCode.LoginTimeout, Assert.IsType<LoginStep.Fail>(end).Reason.Code);
    }

    [Theory]
    [InlineData(ServiceFault.Unavailable, LeappErrorCode.PortalUnavailable)]
    [InlineData(ServiceFault.Throttled, LeappErrorCode.Throttled)]
    [InlineData(ServiceFault.SlowDown, LeappErrorCode.LoginTimeout)]
    [InlineData(ServiceFault.AuthorizationPending, LeappErrorCode.LoginTimeout)]
    public void When_the_time_is_over_the_reason_is_why_the_service_could_not_be_asked_at_last(ServiceFault last, LeappErrorCode code)
    {
        DeviceCodeLogin login = Started(interval: TimeSpan.FromSeconds(5));
        Wait(login, new LoginEvent.Shown());
        Refuse(login, ServiceFault.Unavailable);
        _now += TimeSpan.FromMinutes(10);

        Assert.IsType<LoginStep.CreateToken>(login.Next(new LoginEvent.TimePassed(), _now));
        LoginStep end = login.Next(Refusal(last), _now);

        Assert.Equal(code, Assert.IsType<LoginStep.Fail>(end).Reason.Code);
    }

    [Fact]
    public void When_the_time_is_over_before_a_code_was_shown_the_reason_is_the_service_and_not_the_person()
    {
        DeviceCodeLogin login = new(Goal(), s_client, s_start.AddMinutes(10));
        Assert.Equal(LeappErrorCode.PortalUnavailable, login.Timeout.Code);
        Assert.Contains("Login: no answer in time", login.Timeout.Message, StringComparison.Ordinal);

        login.Next(new LoginEvent.Begin(), _now);

        Assert.Equal(LeappErrorCode.PortalUnavailable, login.Timeout.Code);
        Assert.Contains("StartDeviceAuthorization: no answer in time", login.Timeout.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceFault.ExpiredCode, LeappErrorCode.LoginTimeout)]
    [InlineData(ServiceFault.Denied, LeappErrorCode.LoginDenied)]
    [InlineData(ServiceFault.InvalidGrant, LeappErrorCode.LoginFailed)]
    [InlineData(ServiceFault.InvalidRequest, LeappErrorCode.LoginFailed)]
    [InlineData(ServiceFault.NotAnAwsAnswer, LeappErrorCode.NotAnAwsAnswer)]
    public void A_refusal_ends_the_login_with_its_own_code(ServiceFault fault, LeappErrorCode code)
    {
        DeviceCodeLogin login = Started(interval: null);
        Wait(login, new LoginEvent.Shown());

        LoginStep end = login.Next(Refusal(fault), _now);

        Assert.Equal(code, Assert.IsType<LoginStep.Fail>(end).Reason.Code);
    }

    [Fact]
    public void A_dead_registration_is_replaced_once_and_then_the_login_fails()
    {
        DeviceCodeLogin login = new(Goal(), s_client, s_start.AddMinutes(10));

        Assert.IsType<LoginStep.StartDevice>(login.Next(new LoginEvent.Begin(), _now));
        Assert.IsType<LoginStep.Register>(login.Next(Refusal(ServiceFault.InvalidClient), _now));
        LoginStep.StartDevice again = Assert.IsType<LoginStep.StartDevice>(
            login.Next(new LoginEvent.Registered(new ClientRegistration("new", "new-secret", s_start.AddDays(90))), _now));
        Assert.Equal("new", again.Client.ClientId);
        LoginStep end = login.Next(Refusal(ServiceFault.InvalidClient), _now);

        Assert.Equal(LeappErrorCode.LoginFailed, Assert.IsType<LoginStep.Fail>(end).Reason.Code);
    }

    [Fact]
    public void The_registration_asks_for_the_scope_without_which_there_is_no_refresh_token()
    {
        DeviceCodeLogin login = new(Goal(), null, s_start.AddMinutes(10));

        LoginStep.Register step = Assert.IsType<LoginStep.Register>(login.Next(new LoginEvent.Begin(), _now));

        Assert.Equal(["sso:account:access"], step.Request.Scopes);
        Assert.Null(step.Request.GrantTypes);
    }

    [Fact]
    public void The_person_sees_the_plain_page_where_the_service_gives_no_complete_one()
    {
        DeviceCodeLogin login = new(Goal(), s_client, s_start.AddMinutes(10));
        login.Next(new LoginEvent.Begin(), _now);

        LoginStep.Show shown = Assert.IsType<LoginStep.Show>(login.Next(
            new LoginEvent.DeviceStarted(new DeviceAuthorization("d", "ABCD-EFGH", "https://device.example/", null, TimeSpan.FromMinutes(5), null)), _now));

        Assert.Equal("https://device.example/", shown.Address.AbsoluteUri);
        Assert.Equal("ABCD-EFGH", shown.UserCode);
    }

    [Fact]
    public void The_token_has_all_that_is_needed_to_renew_it()
    {
        DeviceCodeLogin login = Started(interval: null);
        Wait(login, new LoginEvent.Shown());
        LoginStep.CreateToken poll = Assert.IsType<LoginStep.CreateToken>(login.Next(new LoginEvent.TimePassed(), _now));
        Assert.Equal("device", Assert.IsType<DeviceCodeTokenRequest>(poll.Request).DeviceCode);

        LoginStep.Done done = Assert.IsType<LoginStep.Done>(
            login.Next(new LoginEvent.TokenGiven(new TokenAnswer("access", TimeSpan.FromHours(1), "refresh")), _now));

        Assert.Equal("access", done.Token.AccessToken);
        Assert.Equal(_now.AddHours(1), done.Token.ExpiresAt);
        Assert.Equal("refresh", done.Token.RefreshToken);
        Assert.Equal("client", done.Token.ClientId);
        Assert.Equal(s_client.ExpiresAt, done.Token.RegistrationExpiresAt);
        Assert.Equal("https://acme.awsapps.com/start", done.Token.StartUrl);
        Assert.DoesNotContain("access", done.Token.ToString(), StringComparison.Ordinal);
    }

    private static LoginGoal Goal() => new("acme", "https://acme.awsapps.com/start", "eu-west-1");

    private static LoginEvent.Refused Refusal(ServiceFault fault) => new(new ServiceException(fault, "CreateToken", "no"));

    private DeviceCodeLogin Started(TimeSpan? interval, TimeSpan? expiresIn = null)
    {
        DeviceCodeLogin login = new(Goal(), s_client, s_start.AddMinutes(60));
        login.Next(new LoginEvent.Begin(), _now);
        login.Next(
            new LoginEvent.DeviceStarted(new DeviceAuthorization(
                "device", "ABCD-EFGH", "https://device.example/", "https://device.example/?user_code=ABCD-EFGH",
                expiresIn ?? TimeSpan.FromMinutes(10), interval)),
            _now);
        return login;
    }

    private TimeSpan Wait(DeviceCodeLogin login, LoginEvent happened) => Assert.IsType<LoginStep.Wait>(login.Next(happened, _now)).Delay;

    /// <summary>Lets the wait pass, polls, and gives the answer.</summary>
    private TimeSpan Refuse(DeviceCodeLogin login, ServiceFault fault)
    {
        Assert.IsType<LoginStep.CreateToken>(login.Next(new LoginEvent.TimePassed(), _now));
        return Assert.IsType<LoginStep.Wait>(login.Next(Refusal(fault), _now)).Delay;
    }
}
