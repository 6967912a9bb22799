using LeappSso.Ports;

namespace LeappSso.Login;

/// <summary>
/// A login as a state machine without I/O and clock: an event and the time go in, the next step comes out.
/// What both ways of login share: registration, its one renewal, the time limit, and the end.
/// </summary>
internal abstract class LoginMachine(LoginGoal goal, ClientRegistration? registration, DateTimeOffset deadline)
{
    private bool _registeredAnew;
    private LoginStep? _step;

    protected LoginGoal Goal { get; } = goal;

    protected ClientRegistration? Client { get; private set; } = registration;

    protected DateTimeOffset Deadline { get; set; } = deadline;

    /// <summary>Why the service could not be asked the last time; null where it could.</summary>
    protected ServiceException? Trouble { get; set; }

    /// <summary>Why there is no login when the time is over: the person, or the service that did not answer.</summary>
    internal LeappException Timeout => (Trouble ?? Unanswered(_step)) is { } reason ? LoginFailure.From(reason, Goal) : LoginFailure.Timeout(Goal);

    /// <summary>Gives the next step.</summary>
    /// <param name="happened">What happened since the last step.</param>
    /// <param name="now">The present time.</param>
    internal LoginStep Next(LoginEvent happened, DateTimeOffset now) => _step = After(happened, now);

    private LoginStep After(LoginEvent happened, DateTimeOffset now)
    {
        switch (happened)
        {
            case LoginEvent.Begin:
                return Client is null ? Register() : AfterRegistration(Client, now);
            case LoginEvent.Registered registered:
                Client = registered.Client;
                return AfterRegistration(registered.Client, now);
            case LoginEvent.TokenGiven given:
                return new LoginStep.Done(Token(given.Answer, now));
            case LoginEvent.Refused { Reason.Fault: ServiceFault.InvalidClient } when !_registeredAnew:
                return Register();
            case LoginEvent.Refused refused:
                return OnRefusal(refused.Reason, now);
            default:
                return OnEvent(happened, now);
        }
    }

    /// <summary>What this login registers for.</summary>
    protected abstract ClientRegistrationRequest RegistrationRequest { get; }

    protected abstract LoginStep AfterRegistration(ClientRegistration client, DateTimeOffset now);

    protected abstract LoginStep OnEvent(LoginEvent happened, DateTimeOffset now);

    protected virtual LoginStep OnRefusal(ServiceException reason, DateTimeOffset now) => new LoginStep.Fail(LoginFailure.From(reason, Goal));

    protected LoginStep TimedOut() => new LoginStep.Fail(Timeout);

    /// <summary>A call that was waited for, and nothing else; whether a person has decided is asked again and again.</summary>
    private static ServiceException? Unanswered(LoginStep? step) => step switch
    {
        null => new(ServiceFault.Unavailable, "Login", "no answer in time"),
        LoginStep.Register => new(ServiceFault.Unavailable, "RegisterClient", "no answer in time"),
        LoginStep.StartDevice => new(ServiceFault.Unavailable, "StartDeviceAuthorization", "no answer in time"),
        LoginStep.CreateToken { Request: AuthorizationCodeTokenRequest } => new(ServiceFault.Unavailable, "CreateToken", "no answer in time"),
        _ => null,
    };

    private LoginStep.Register Register()
    {
        _registeredAnew = true;
        Client = null;
        return new LoginStep.Register(RegistrationRequest);
    }

    private SsoToken Token(TokenAnswer answer, DateTimeOffset now) => new()
    {
        StartUrl = Goal.PortalUrl,
        Region = Goal.Region,
        AccessToken = answer.AccessToken,
        ExpiresAt = now + answer.ExpiresIn,
        ClientId = Client!.ClientId,
        ClientSecret = Client.ClientSecret,
        RegistrationExpiresAt = Client.ExpiresAt,
        RefreshToken = answer.RefreshToken,
    };
}

/// <summary>For what one logs in.</summary>
/// <param name="Integration">The alias of the integration.</param>
/// <param name="PortalUrl">The address of the portal.</param>
/// <param name="Region">The region of the portal.</param>
internal sealed record LoginGoal(string Integration, string PortalUrl, string Region)
{
    /// <summary>The address by which the login service knows the portal; another one only behind a company's own domain.</summary>
    internal string SignInUrl { get; init; } = PortalUrl;

    /// <summary>Where the login is kept.</summary>
    internal LeappTokenStore Store { get; init; }

    /// <summary>The name under which it is kept there; only the shared cache goes by the alias.</summary>
    internal string Vault { get; init; } = string.Empty;
}
