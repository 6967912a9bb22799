using LeappSso.Ports;

namespace LeappSso.Login;

/// <summary>What a login machine wants done next. Results come back as a <see cref="LoginEvent"/>.</summary>
internal abstract record LoginStep
{
    private LoginStep()
    {
    }

    /// <summary>Register this program; then <see cref="LoginEvent.Registered"/>.</summary>
    internal sealed record Register(ClientRegistrationRequest Request) : LoginStep;

    /// <summary>Start a device authorization; then <see cref="LoginEvent.DeviceStarted"/>.</summary>
    internal sealed record StartDevice(ClientRegistration Client) : LoginStep;

    /// <summary>Show and open the address; then <see cref="LoginEvent.Shown"/>.</summary>
    internal sealed record Show(Uri Address, string? UserCode, TimeSpan ExpiresIn) : LoginStep;

    /// <summary>Let time pass; then <see cref="LoginEvent.TimePassed"/>.</summary>
    internal sealed record Wait(TimeSpan Delay) : LoginStep;

    /// <summary>Wait for the browser; then <see cref="LoginEvent.CalledBack"/>, or <see cref="LoginEvent.TimePassed"/> at the limit.</summary>
    internal sealed record AwaitCallback(Func<string, CallbackAnswer?> Accept, TimeSpan Limit) : LoginStep;

    /// <summary>Ask for the token; then <see cref="LoginEvent.TokenGiven"/>.</summary>
    internal sealed record CreateToken(TokenRequest Request) : LoginStep;

    /// <summary>The login is done.</summary>
    internal sealed record Done(SsoToken Token) : LoginStep;

    /// <summary>The login has failed.</summary>
    internal sealed record Fail(LeappException Reason) : LoginStep;
}

/// <summary>What happened outside. A class hierarchy without text forms, as some hold secrets.</summary>
internal abstract class LoginEvent
{
    private LoginEvent()
    {
    }

    internal sealed class Begin : LoginEvent;

    internal sealed class Registered(ClientRegistration client) : LoginEvent
    {
        internal ClientRegistration Client { get; } = client;
    }

    internal sealed class DeviceStarted(DeviceAuthorization authorization) : LoginEvent
    {
        internal DeviceAuthorization Authorization { get; } = authorization;
    }

    internal sealed class Shown : LoginEvent;

    internal sealed class TimePassed : LoginEvent;

    internal sealed class CalledBack(CallbackAnswer answer) : LoginEvent
    {
        internal CallbackAnswer Answer { get; } = answer;
    }

    internal sealed class TokenGiven(TokenAnswer answer) : LoginEvent
    {
        internal TokenAnswer Answer { get; } = answer;
    }

    /// <summary>The step asked for has failed.</summary>
    internal sealed class Refused(ServiceException reason) : LoginEvent
    {
        internal ServiceException Reason { get; } = reason;
    }
}
