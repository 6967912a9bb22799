using System.Net;
using System.Text.Json.Nodes;
using LeappSso.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class ControlTests
{
    [Fact]
    public async Task Counters_can_be_read_and_reset()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        await client.GetAsync("nowhere");

        WireAnswer before = await client.GetAsync("_emulator/counters");
        await client.PostAsync("_emulator/reset-counters", new { });
        WireAnswer after = await client.GetAsync("_emulator/counters");

        Assert.Equal(1, before.Json.GetProperty("malformedRequests").GetInt32());
        Assert.Equal(1, before.Json.GetProperty("requests").GetProperty("Unknown").GetInt32());
        Assert.Equal(0, after.Json.GetProperty("totalRequests").GetInt32());
    }

    [Fact]
    public async Task Counters_tell_the_first_call_and_the_last_answer_of_the_portal_api()
    {
        var time = new FakeTimeProvider();
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.TimeProvider = time);
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;
        await client.GetAsync("start");
        Assert.Equal((null, null), (portal.Counters.FirstPortalCallMs, portal.Counters.LastPortalAnswerMs));

        time.Advance(TimeSpan.FromMilliseconds(40));
        await client.GetAsync("assignment/accounts", token);
        time.Advance(TimeSpan.FromMilliseconds(2));
        await client.GetAsync("assignment/roles?account_id=000000000001", token);
        time.Advance(TimeSpan.FromMilliseconds(8));
        WireAnswer counters = await client.GetAsync("_emulator/counters");
        await client.PostAsync("_emulator/reset-counters", new { });

        Assert.Equal(40, counters.Json.GetProperty("firstPortalCallMs").GetDouble());
        Assert.Equal(42, counters.Json.GetProperty("lastPortalAnswerMs").GetDouble());
        Assert.Equal((null, null), (portal.Counters.FirstPortalCallMs, portal.Counters.LastPortalAnswerMs));
    }

    [Fact]
    public async Task Faults_are_set_as_a_list_and_cleared_by_an_empty_one()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        await client.PostAsync("_emulator/faults", JsonNode.Parse("""
            [{"kind":"error","status":429,"operation":"listAccounts","times":2}]
            """)!);
        FaultRule rule = Assert.Single(portal.Faults.Rules);
        await client.PostAsync("_emulator/faults", Array.Empty<object>());

        Assert.Equal((FaultKind.Error, 429, Operation.ListAccounts, 2), (rule.Kind, rule.Status, rule.Operation, rule.Times));
        Assert.Empty(portal.Faults.Rules);
    }

    [Fact]
    public async Task The_directory_takes_patches()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        await client.PostAsync("_emulator/directory", JsonNode.Parse("""
            [
              {"change":"clear"},
              {"change":"addAccount","accountId":"000000000042","name":"new","roles":["A","B"]},
              {"change":"rename","accountId":"000000000042","name":"renamed"},
              {"change":"removeRole","accountId":"000000000042","role":"A"}
            ]
            """)!);

        DirectoryAccount account = Assert.Single(portal.Directory.Accounts);
        Assert.Equal(("renamed", "B"), (account.Name, Assert.Single(account.Roles)));
    }

    [Fact]
    public async Task Options_change_what_they_name_and_nothing_else()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        await client.PostAsync("_emulator/options", JsonNode.Parse("""
            {"latencyMs":3,"rate":20,"burst":5,"harsh":true,"approval":"manual","clockOffsetSec":-60}
            """)!);
        Assert.Equal(new ThrottleLimit(20, 5, true), portal.Options.Throttle);
        Assert.Equal(ApprovalMode.Manual, portal.Options.Approval);
        Assert.Equal(TimeSpan.FromSeconds(-60), portal.Options.ClockOffset);

        await client.PostAsync("_emulator/options", new { rate = 0 });
        Assert.Null(portal.Options.Throttle);
        Assert.Equal(TimeSpan.FromMilliseconds(3), portal.Options.Latency);
    }

    [Fact]
    public async Task One_operation_can_be_delayed_and_throttled_alone()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        await client.PostAsync("_emulator/options", JsonNode.Parse("""
            {"operationLatencyMs":{"ListAccounts":2},"operationThrottle":{"CreateToken":{"rate":1,"burst":2}}}
            """)!);

        Assert.Equal(TimeSpan.FromMilliseconds(2), portal.Options.OperationLatency[Operation.ListAccounts]);
        Assert.Equal(new ThrottleLimit(1, 2), portal.Options.OperationThrottle[Operation.CreateToken]);
    }

    [Theory]
    [InlineData("_emulator/options", """{"latency":3}""")]
    [InlineData("_emulator/faults", """[{"kind":"sabotage"}]""")]
    [InlineData("_emulator/directory", """{"change":"rename","accountId":"000000000999"}""")]
    public async Task A_mistake_in_a_test_is_answered_with_400_and_counts_nowhere(string path, string body)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        WireAnswer answer = await client.PostAsync(path, JsonNode.Parse(body)!);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.Text("error"));
        Assert.Equal((0, 0), (portal.Counters.TotalRequests, portal.Counters.MalformedRequests));
    }

    [Fact]
    public async Task Everything_pending_can_be_decided_at_once()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Approval = ApprovalMode.Manual);
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        string code = (await client.StartDeviceAsync(registered)).Text("deviceCode");

        WireAnswer answer = await client.PostAsync("_emulator/approve", new { });

        Assert.Equal(1, answer.Json.GetProperty("decided").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await client.PollAsync(registered, code)).Status);
    }

    [Fact]
    public async Task Tokens_can_be_had_without_a_login_and_ended()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        string token = (await client.PostAsync("_emulator/issue-tokens", new { })).Text("accessToken");
        Assert.True(portal.Tokens.IsValid(token));
        await client.PostAsync("_emulator/end-portal-session", new { });

        Assert.False(portal.Tokens.IsValid(token));
    }

    [Fact]
    public async Task Keys_that_were_handed_out_can_be_looked_up_and_listed()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        string token = (await client.PostAsync("_emulator/issue-tokens", new { })).Text("accessToken");
        Assert.Equal(0, (await client.GetAsync("_emulator/keys")).Json.GetArrayLength());

        await client.GetAsync("federation/credentials?role_name=ReadOnly&account_id=000000000001", token);
        await client.GetAsync("federation/credentials?role_name=ReadOnly&account_id=000000000002", token);

        string second = RoleKeyIssuer.AccessKeyId("000000000002", "ReadOnly", 1);
        WireAnswer all = await client.GetAsync("_emulator/keys");
        Assert.Equal(
            ["000000000001", "000000000002"], all.Json.EnumerateArray().Select(keys => keys.GetProperty("accountId").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("000000000002", (await client.GetAsync($"_emulator/keys?accessKeyId={second}")).Text("accountId"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("_emulator/keys?accessKeyId=AKIAOTHER")).Status);
    }
}
