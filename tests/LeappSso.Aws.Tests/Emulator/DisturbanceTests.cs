using System.Net;
using LeappSso.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class DisturbanceTests
{
    private const string Accounts = "assignment/accounts";

    [Fact]
    public async Task The_bucket_is_shared_by_the_portal_calls_and_fills_with_time()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using EmulatedPortal portal = await StartAsync(time, new ThrottleLimit(Rate: 2, Burst: 2));
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;

        Assert.Equal(200, await StatusAsync(client, Accounts, token));
        Assert.Equal(200, await StatusAsync(client, "assignment/roles?account_id=000000000001", token));
        WireAnswer refused = await client.GetAsync(Accounts, token);
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(200, await StatusAsync(client, Accounts, token));

        Assert.Equal((429, "TooManyRequestsException"), ((int)refused.Status, refused.ErrorType));
        Assert.Equal(
            """{"message":"HTTP 429 Unknown Code","__type":"com.amazonaws.switchboard.portal#TooManyRequestsException"}""",
            refused.Body);
        Assert.Equal((1, 1), (portal.Counters.TotalThrottled, portal.Counters.Throttled(Operation.ListAccounts)));
    }

    [Fact]
    public async Task A_harsh_bucket_also_charges_for_refused_calls()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using EmulatedPortal portal = await StartAsync(time, new ThrottleLimit(Rate: 1, Burst: 1, Harsh: true));
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;

        Assert.Equal(200, await StatusAsync(client, Accounts, token));
        Assert.Equal(429, await StatusAsync(client, Accounts, token));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(429, await StatusAsync(client, Accounts, token));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, await StatusAsync(client, Accounts, token));
    }

    [Theory]
    [InlineData(FaultKind.Error, 429, "TooManyRequestsException", false)]
    [InlineData(FaultKind.Error, 401, "UnauthorizedException", false)]
    [InlineData(FaultKind.Error, 503, "ServiceUnavailableException", false)]
    [InlineData(FaultKind.Empty, 429, null, true)]
    [InlineData(FaultKind.Html, 200, null, false)]
    [InlineData(FaultKind.Html, 403, null, false)]
    public async Task A_fault_replaces_the_answer_as_often_as_asked(FaultKind kind, int status, string? type, bool empty)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;
        portal.Faults.Add(
            new FaultRule { Kind = kind, Status = status, Operation = Operation.ListAccounts, Times = 1, RetryAfter = 7 });

        WireAnswer bent = await client.GetAsync(Accounts, token);
        WireAnswer straight = await client.GetAsync(Accounts, token);

        Assert.Equal((status, type, empty), ((int)bent.Status, bent.ErrorType, bent.Body.Length == 0));
        Assert.Equal(TimeSpan.FromSeconds(7), bent.RetryAfter);
        Assert.StartsWith("{\"nextToken\"", straight.Body, StringComparison.Ordinal);
        Assert.Equal(status == 429 ? 1 : 0, portal.Counters.TotalThrottled);
    }

    [Theory]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Truncated)]
    public async Task A_broken_connection_is_an_error_for_the_client(FaultKind kind)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        portal.Faults.Add(new FaultRule { Kind = kind, Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Accounts, portal.Tokens.Issue().AccessToken));

        Assert.Empty(portal.Counters.Failures);
    }

    [Fact]
    public async Task A_slow_body_arrives_whole()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;
        string expected = (await client.GetAsync(Accounts, token)).Body;
        portal.Faults.Add(new FaultRule { Kind = FaultKind.SlowBody, DelayMs = 50 });

        Assert.Equal(expected, (await client.GetAsync(Accounts, token)).Body);
    }

    [Fact]
    public async Task A_fault_can_wait_and_can_aim_at_one_account()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;
        portal.Faults.Add(new FaultRule { Kind = FaultKind.Raw, Body = "{}", AccountId = "000000000002", Skip = 1 });

        Assert.NotEqual("{}", (await client.GetAsync("assignment/roles?account_id=000000000002", token)).Body);
        Assert.NotEqual("{}", (await client.GetAsync("assignment/roles?account_id=000000000001", token)).Body);
        Assert.Equal("{}", (await client.GetAsync("assignment/roles?account_id=000000000002", token)).Body);
    }

    [Fact]
    public async Task An_oidc_fault_speaks_oauth()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        portal.Faults.Add(
            new FaultRule { Kind = FaultKind.Error, Status = 400, Code = "slow_down", Operation = Operation.CreateToken });

        WireAnswer answer = await client.PollAsync(registered, "x");

        Assert.Equal(("slow_down", "SlowDownException"), (answer.Error, answer.ErrorType));
    }

    [Fact]
    public async Task The_peak_counts_the_requests_in_work_at_one_time()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int arrived = 0;
        portal.BeforeAnswer = (_, cancellation) =>
        {
            if (Interlocked.Increment(ref arrived) == 5)
            {
                all.SetResult();
            }

            return all.Task.WaitAsync(cancellation);
        };

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetAsync(Accounts, token)));

        Assert.Equal(5, portal.Counters.PeakConcurrency);
        Assert.All(portal.Counters.Log, entry => Assert.Equal(200, entry.Status));
    }

    private static Task<EmulatedPortal> StartAsync(TimeProvider time, ThrottleLimit limit) => EmulatedPortal.StartAsync(options =>
    {
        options.TimeProvider = time;
        options.Throttle = limit;
    });

    private static async Task<int> StatusAsync(PortalClient client, string path, string token) =>
        (int)(await client.GetAsync(path, token)).Status;
}
