using LeappSso.Ports;

namespace LeappSso.Login;

/// <summary>Login by device code (RFC 8628): show a code, then ask again and again whether it was allowed.</summary>
internal sealed class DeviceCodeLogin(LoginGoal goal, ClientRegistration? registration, DateTimeOffset deadline)
    : LoginMachine(goal, registration, deadline)
{
    /// <summary>The wait between polls where the service names none (RFC 8628, section 3.2).</summary>
    internal static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    /// <summary>What slow_down adds for good (RFC 8628, section 3.5).</summary>
    internal static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);

    /// <summary>A network that is back is noticed after so long at the latest, unless the service itself asks for longer pauses.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private DeviceAuthorization? _authorization;
    private TimeSpan _interval = DefaultInterval;
    private TimeSpan _pause = DefaultInterval;

    protected override ClientRegistrationRequest RegistrationRequest { get; } = new(null, null, null, Scopes.All);

    protected override LoginStep AfterRegistration(ClientRegistration client, DateTimeOffset now)
    {
        _authorization = null;
        return new LoginStep.StartDevice(client);
    }

    protected override LoginStep OnEvent(LoginEvent happened, DateTimeOffset now) => happened switch
    {
        LoginEvent.DeviceStarted started => Show(started.Authorization, now),
        LoginEvent.Shown => WaitForPoll(now),
        // At the end too: what was allowed since the last question counts.
        LoginEvent.TimePassed => Poll(),
        _ => throw new InvalidOperationException($"A device login cannot go on from {happened.GetType().Name}."),
    };

    protected override LoginStep OnRefusal(ServiceException reason, DateTimeOffset now)
    {
        if (_authorization is null)
        {
            return base.OnRefusal(reason, now);
        }

        Trouble = reason.Fault is ServiceFault.Throttled or ServiceFault.Unavailable ? reason : null;
        switch (reason.Fault)
        {
            case ServiceFault.AuthorizationPending:
                _pause = _interval;
                return WaitForPoll(now);
            case ServiceFault.SlowDown:
            case ServiceFault.Throttled:
                _interval += SlowDownStep;
                _pause = _interval;
                return WaitForPoll(now);
            case ServiceFault.Unavailable:
                // RFC 8628, section 3.5: after a connection failure the client goes on polling, more slowly.
                _pause = TimeSpan.FromTicks(Math.Max(_interval.Ticks, 2 * Math.Min(_pause.Ticks, LongestPause.Ticks / 2)));
                return WaitForPoll(now);
            default:
                return base.OnRefusal(reason, now);
        }
    }

    private LoginStep.Show Show(DeviceAuthorization authorization, DateTimeOffset now)
    {
        _authorization = authorization;
        _interval = authorization.Interval is { } given && given > TimeSpan.Zero ? given : DefaultInterval;
        _pause = _interval;
        if (authorization.ExpiresIn > TimeSpan.Zero && now + authorization.ExpiresIn < Deadline)
        {
            Deadline = now + authorization.ExpiresIn;
        }

        string address = authorization.VerificationUriComplete ?? authorization.VerificationUri;
        return new LoginStep.Show(new Uri(address), authorization.UserCode, Deadline - now);
    }

    private LoginStep WaitForPoll(DateTimeOffset now)
    {
        TimeSpan left = Deadline - now;
        return left <= TimeSpan.Zero ? TimedOut() : new LoginStep.Wait(left < _pause ? left : _pause);
    }

    private LoginStep.CreateToken Poll() => new(new DeviceCodeTokenRequest(Client!, _authorization!.DeviceCode));
}
