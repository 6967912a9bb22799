using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

public sealed class ChainKeyTests : ChainScene
{
    private const string Next = "acme/777788889999/role:Next";

    public ChainKeyTests() => Test.Sts.KeysEnd = () => Test.Time.GetUtcNow().AddHours(1);

    [Fact]
    public async Task Keys_come_from_STS_by_those_of_the_parent_and_carry_what_the_session_is()
    {
        await AddAsync(externalId: "ab/1", duration: TimeSpan.FromMinutes(20), region: "ap-south-1");

        LeappCredential keys = Assert.Single(await Test.CredentialsAsync(Deploy));

        Assert.Equal(("ASIACHAIN1", "chain-secret1+/", "chain-session1"), (keys.AccessKeyId, keys.SecretAccessKey.Reveal(), keys.SessionToken.Reveal()));
        Assert.Equal((Deploy, "ap-south-1", Test.Time.GetUtcNow().AddHours(1)), (keys.SessionId, keys.Region, keys.ExpiresAt));
        (string region, string caller, AssumeRoleCall request) = Assert.Single(Test.Sts.Calls);
        Assert.Equal(("ap-south-1", "ASIA1"), (region, caller));
        Assert.Equal(new AssumeRoleCall(DeployArn, ChainText.SessionNameOf(Environment.UserName), "ab/1", 1200), request);
        Assert.Equal(1, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
    }

    [Fact]
    public async Task They_are_kept_and_used_without_any_call_until_the_last_quarter_of_their_life()
    {
        await AddAsync();
        await Test.CredentialsAsync(Deploy);
        Test.Time.Advance(TimeSpan.FromMinutes(44));
        Assert.Equal("ASIACHAIN1", Assert.Single(await Test.CredentialsAsync(Deploy)).AccessKeyId);
        Assert.Single(Test.Sts.Calls);

        Test.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ASIACHAIN2", Assert.Single(await Test.CredentialsAsync(Deploy)).AccessKeyId);
        Assert.Equal(["ASIA1", "ASIA2"], Test.Sts.Calls.Select(c => c.Caller));
    }

    [Fact]
    public async Task Many_children_of_one_parent_take_one_fetch_of_its_keys()
    {
        string[] ids = [.. Enumerable.Range(1, 40).Select(n => $"acme/444455556666/role:n{n}")];
        foreach (string id in ids)
        {
            await AddAsync(name: id.Split(':')[1]);
        }

        Assert.Equal(ids, (await Test.LettingTimePassAsync(Test.CredentialsAsync(ids))).Select(k => k.SessionId));

        Assert.Equal(1, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
        Assert.Equal(40, Test.Sts.Calls.Count);
    }

    [Fact]
    public async Task A_chain_of_chains_is_followed_up_to_the_portal()
    {
        await AddAsync();
        await AddAsync("arn:aws:iam::777788889999:role/Next", Deploy);

        Assert.Equal("ASIACHAIN2", Assert.Single(await Test.CredentialsAsync(Next)).AccessKeyId);

        Assert.Equal(["ASIA1", "ASIACHAIN1"], Test.Sts.Calls.Select(c => c.Caller));
        Assert.Equal(["us-east-1", "us-east-1"], Test.Sts.Calls.Select(c => c.Region));
        Assert.Equal("ASIACHAIN1", Assert.Single(await Test.CredentialsAsync(Deploy)).AccessKeyId);
    }

    [Fact]
    public async Task Keys_of_the_parent_that_AWS_takes_no_more_are_fetched_again_once()
    {
        await AddAsync();
        await Test.CredentialsAsync(Admin);
        Test.Sts.Before = caller => caller == "ASIA1" ? Task.FromException(Refusal(ServiceFault.Unauthorized)) : Task.CompletedTask;

        Assert.Equal("ASIACHAIN1", Assert.Single(await Test.CredentialsAsync(Deploy)).AccessKeyId);
        Assert.Equal(["ASIA1", "ASIA2"], Test.Sts.Calls.Select(c => c.Caller));
        Assert.Equal("ASIA2", Assert.Single(await Test.CredentialsAsync(Admin)).AccessKeyId);

        Test.Sts.Before = _ => Task.FromException(Refusal(ServiceFault.Unauthorized));
        Test.RoleKeys.Forget(Session(Deploy) is var s ? new SessionId(s.Integration, s.AccountId, "role:Deploy") : null!);
        Assert.Empty(await Test.CredentialsAsync(Deploy));
        Assert.Equal(LeappErrorCode.CredentialsInvalid, Assert.Single(Test.Log.Failures).Code);
        Assert.Equal(["ASIA2", "ASIA3"], Test.Sts.Calls.Skip(2).Select(c => c.Caller));
    }

    [Fact]
    public async Task Keys_of_the_parent_that_AWS_takes_no_more_are_not_used_on_where_there_are_no_others()
    {
        await AddAsync();
        await Test.CredentialsAsync(Admin);
        Test.Sts.Before = _ => Task.FromException(Refusal(ServiceFault.Unauthorized));
        Test.Portal.Before = (operation, _, _, _) => Task.FromException(new ServiceException(ServiceFault.NotAnAwsAnswer, operation, "a page"));

        Assert.Empty(await Test.CredentialsAsync(Deploy));

        Assert.Equal(LeappErrorCode.NotAnAwsAnswer, Assert.Single(Test.Log.Failures).Code);
        Assert.Single(Test.Sts.Calls);
    }

    [Theory]
    [InlineData(ServiceFault.Forbidden, LeappErrorCode.AccessDenied)]
    [InlineData(ServiceFault.InvalidRequest, LeappErrorCode.CredentialsInvalid)]
    [InlineData(ServiceFault.NotAnAwsAnswer, LeappErrorCode.NotAnAwsAnswer)]
    [InlineData(ServiceFault.Throttled, LeappErrorCode.Throttled)]
    [InlineData(ServiceFault.Unavailable, LeappErrorCode.PortalUnavailable)]
    public async Task What_STS_refuses_is_told_with_role_and_parent(ServiceFault fault, LeappErrorCode code)
    {
        await AddAsync();
        Test.Sts.Before = _ => Task.FromException(Refusal(fault));

        Assert.Empty(await Test.LettingTimePassAsync(Test.CredentialsAsync("444455556666-Deploy")));

        LeappException failure = Assert.Single(Test.Log.Failures);
        Assert.Equal((code, "444455556666-Deploy"), (failure.Code, failure.Target));
        Assert.Contains(DeployArn, failure.Message, StringComparison.Ordinal);
        Assert.Contains("says no", failure.Message, StringComparison.Ordinal);
        Assert.Equal(code is LeappErrorCode.AccessDenied or LeappErrorCode.CredentialsInvalid, failure.Message.Contains(Admin, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_right_forgets_the_kept_keys_and_a_passing_failure_does_not()
    {
        await AddAsync();
        await Test.CredentialsAsync(Deploy);
        Test.Time.Advance(TimeSpan.FromMinutes(50));
        Test.Sts.Before = _ => Task.FromException(Refusal(ServiceFault.InvalidRequest));
        Assert.Equal("ASIACHAIN1", Assert.Single(await Test.CredentialsAsync(Deploy)).AccessKeyId);

        Test.Sts.Before = _ => Task.FromException(Refusal(ServiceFault.Forbidden));
        Assert.Empty(await Test.CredentialsAsync(Deploy));
        Assert.False(HasKept());
    }

    [Fact]
    public async Task Without_the_parents_role_there_are_no_keys_and_the_session_stays()
    {
        await AddAsync();
        Test.Portal.Roles["000000000001"].Remove("Admin");
        await Test.SyncAsync();

        Assert.Empty(await Test.CredentialsAsync(Deploy));

        LeappException failure = Assert.Single(Test.Log.Failures);
        Assert.Equal((LeappErrorCode.SessionNotFound, Deploy), (failure.Code, failure.Target));
        Assert.Contains($"by the session {Admin}, which is there no more", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Admin, Session(Deploy).Parent);
    }

    [Fact]
    public async Task A_circle_in_a_workspace_that_was_changed_by_hand_is_told_and_not_walked()
    {
        await AddAsync();
        await AddAsync("arn:aws:iam::777788889999:role/Next", Deploy);
        File.WriteAllText(
            Test.Workspace.Path,
            File.ReadAllText(Test.Workspace.Path).Replace($"\"parent\": \"{Admin}\"", $"\"parent\": \"{Next}\"", StringComparison.Ordinal));

        Assert.Empty(await Test.CredentialsAsync(Deploy, Next));

        Assert.Equal([LeappErrorCode.ChainTooLong, LeappErrorCode.ChainTooLong], Test.Log.Failures.Select(f => f.Code));
        Assert.Empty(Test.Sts.Calls);
    }

    [Fact]
    public async Task They_go_with_the_login_and_do_not_outlive_one_that_ended_meanwhile()
    {
        await AddAsync();
        await Test.CredentialsAsync(Deploy);
        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        Assert.False(HasKept());

        Test.WithToken(TimeSpan.FromHours(8));
        Test.Sts.Before = async _ => await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        Assert.Single(await Test.CredentialsAsync(Deploy));
        Assert.False(HasKept());
    }

    [Fact]
    public async Task Kept_keys_are_never_those_of_another_role_that_had_the_same_name()
    {
        await AddAsync();
        await Test.CredentialsAsync(Deploy);
        string file = Test.RoleKeys.PathOf(new SessionId("acme", "444455556666", "role:Deploy"));
        byte[] keys = await File.ReadAllBytesAsync(file);

        // Another process writes them just after the session was removed and added anew.
        await RemoveAsync(false, Deploy);
        await AddAsync("arn:aws:iam::444455556666:role/Other", name: "Deploy");
        await File.WriteAllBytesAsync(file, keys);

        Assert.Equal("ASIACHAIN2", Assert.Single(await Test.CredentialsAsync(Deploy)).AccessKeyId);
        Assert.Equal("arn:aws:iam::444455556666:role/Other", Test.Sts.Calls[^1].Request.RoleArn);
    }

    [Fact]
    public async Task They_go_with_a_role_of_the_portal_by_which_they_were_assumed()
    {
        await AddAsync();
        await AddAsync("arn:aws:iam::777788889999:role/Next", Deploy);
        await Test.CredentialsAsync(Next);
        Assert.True(HasKept());
        Test.Portal.Accounts.Clear();
        Test.Portal.With("000000000001", "prod", "ReadOnly");

        await Test.SyncAsync();

        Assert.False(HasKept());
        Assert.Empty(await Test.CredentialsAsync(Next));
        Assert.Equal(LeappErrorCode.SessionNotFound, Test.Log.Failures.Last().Code);
    }

    [Fact]
    public async Task Another_login_means_other_keys()
    {
        await AddAsync();
        await Test.CredentialsAsync(Deploy);

        Test.WithToken(TimeSpan.FromHours(8), access: "of somebody else");

        Assert.Equal("ASIACHAIN2", Assert.Single(await Test.CredentialsAsync(Deploy)).AccessKeyId);
        Assert.Equal(["ASIA1", "ASIA2"], Test.Sts.Calls.Select(c => c.Caller));
    }

    [Theory]
    [InlineData("arn:aws:iam::444455556666:role/Deploy", null, null, "us-east-1")]
    [InlineData("arn:aws:iam::444455556666:role/Deploy", null, "eu-north-1", "eu-north-1")]
    [InlineData("arn:aws:iam::444455556666:role/Deploy", "ap-south-1", "eu-north-1", "ap-south-1")]
    [InlineData("arn:aws-cn:iam::444455556666:role/Deploy", "eu-west-1", null, "cn-north-1")]
    public void The_STS_of_the_sessions_own_region_is_asked_else_of_its_parents(string arn, string? own, string? parents, string asked)
    {
        IntegrationEntry integration = new() { Alias = "acme", Region = "eu-west-1" };
        ChainEntry chain = new() { RoleArn = arn };
        SessionPlace place = new(integration, new AccountEntry(), new RoleEntry { Region = own, Chain = chain });
        SessionPlace parent = new(integration, new AccountEntry(), new RoleEntry { Region = parents });

        Assert.Equal(asked, RoleAssumer.RegionOf(place, chain, parent));
    }

    private static ServiceException Refusal(ServiceFault fault) => new(fault, "AssumeRole", "says no");

    private bool HasKept() => File.Exists(Test.RoleKeys.PathOf(new SessionId("acme", "444455556666", "role:Deploy")));
}
