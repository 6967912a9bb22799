namespace LeappSso.Reliability.Tests;

/// <summary>What a fault knows of the call that it disturbs.</summary>
/// <param name="Call">The call.</param>
/// <param name="Time">The clock by which it takes its time.</param>
internal sealed record Surroundings(Call Call, SteppingTime Time)
{
    /// <summary>Whether it is a call of the login service, which has errors of OAuth.</summary>
    internal bool IsOidc => Call is Call.RegisterClient or Call.StartDeviceAuthorization or Call.CreateTokenByCode or Call.CreateTokenByDevice
        or Call.CreateTokenByRefresh or Call.Probe;
}
