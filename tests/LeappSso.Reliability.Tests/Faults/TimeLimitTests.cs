using LeappSso.Engine;

namespace LeappSso.Reliability.Tests;

/// <summary>The limits that a person gives, with a service that is silent. Alone, as the matrix.</summary>
[Collection(nameof(FaultMatrixTests))]
public sealed class TimeLimitTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_login_that_may_take_ten_seconds_takes_no_longer_whatever_call_is_not_answered()
    {
        Demand(LeappLoginMethod.Browser, Call.RegisterClient, LeappErrorCode.PortalUnavailable);
        Demand(LeappLoginMethod.Browser, Call.CreateTokenByCode, LeappErrorCode.PortalUnavailable);
        Demand(LeappLoginMethod.DeviceCode, Call.StartDeviceAuthorization, LeappErrorCode.PortalUnavailable);
        // The person may not have come to it either.
        Demand(LeappLoginMethod.DeviceCode, Call.CreateTokenByDevice, LeappErrorCode.LoginTimeout);

        static void Demand(LeappLoginMethod way, Call call, LeappErrorCode code) => DemandEnd(LoginState.None, call, code, world =>
            world.Engine.ConnectAsync(new ConnectRequest { LoginMethod = way, Timeout = s_limit }, _ => { }, CancellationToken.None));
    }

    [Fact]
    public void A_listing_that_may_take_ten_seconds_takes_no_longer_whatever_call_is_not_answered()
    {
        foreach (Call call in (Call[])[Call.ListAccounts, Call.ListAccountRoles, Call.CreateTokenByRefresh])
        {
            LoginState state = call == Call.CreateTokenByRefresh ? LoginState.Ended : LoginState.Valid;
            DemandEnd(state, call, LeappErrorCode.PortalUnavailable, world => world.Engine.SyncAsync(new SyncRequest { Timeout = s_limit }, CancellationToken.None));
        }
    }

    private static void DemandEnd(LoginState state, Call call, LeappErrorCode code, Func<World, Task> run)
    {
        Idleness idleness = new();
        using Template template = new(idleness);
        using World world = template.Copy(state);
        (world.Portal.Disturbed, world.Portal.Fault, world.Portal.Always) = (call, FaultList.All.First(f => f.Kind == FaultKind.Silent), true);
        DateTimeOffset begun = world.Time.GetUtcNow();

        LeappException failure = Assert.Throws<LeappException>(() => Assert.True(idleness.Run(() => run(world), world.Time), "It hangs."));

        Assert.Equal(code, failure.Code);
        // A renewal that is on its way is waited for a little, since its answer may hold the only token that works from then on.
        Assert.InRange(world.Time.GetUtcNow() - begun, s_limit, s_limit + TimeSpan.FromSeconds(1));
        Assert.Empty(new Disk(world).Hidden);
    }
}
