using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

public sealed class ChainBookTests : ChainScene
{
    [Fact]
    public async Task A_chained_session_stands_under_the_account_of_its_role_and_tells_where_its_keys_come_from()
    {
        await ChangeAsync(new SessionChange { Region = "eu-central-1" }, Admin);

        LeappSession added = await AddAsync();

        Assert.Equal(added, Session(Deploy));
        Assert.Equal(("444455556666", "444455556666", "Deploy", DeployArn, Admin), (added.AccountId, added.AccountName, added.RoleName, added.RoleArn, added.Parent));
        Assert.Equal(("eu-central-1", "444455556666-Deploy", LeappSessionStatus.Inactive), (added.Region, added.ProfileName, added.Status));
        Assert.Null(added.ConsoleUrl);
        Assert.All(Test.Sessions().Where(s => s.Id != Deploy), s => Assert.True(s is { Parent: null, RoleArn: null, ConsoleUrl: not null }));
        Assert.Equal(3, Test.Engine.GetIntegrations().Single().SessionCount);
    }

    [Fact]
    public async Task It_is_found_by_the_name_people_see_and_completed_by_both()
    {
        await AddAsync("arn:aws:iam::000000000001:role/path/Admin");
        KnownNames names = new(Test.WorkspaceFolder, _ => null);

        Assert.Equal([Admin, "acme/000000000001/role:Admin"], Test.Engine.GetSessions(new SessionFilter { RoleName = n => n == "Admin" }).Select(s => s.Id));
        IReadOnlyList<KnownName> roles = [.. names.RoleNames(Begins(string.Empty))];
        Assert.Equal(["Admin", "ReadOnly"], roles.Select(n => n.Value));
        // Both of the name Admin are in one account.
        Assert.All(roles, role => Assert.Contains("000000000001", role.About, StringComparison.Ordinal));
        Assert.Equal(["acme/000000000001/role:Admin"], names.SessionIds(Begins("acme/000000000001/ro")).Select(n => n.Value));
        Assert.Equal([Admin], names.SessionIds(Begins("acme/000000000001/Ad")).Select(n => n.Value));
        Assert.Equal("prod-Admin-000000000001", Session("acme/000000000001/role:Admin").ProfileName);
    }

    private static NameQuery Begins(string typed) => new(typed, Inside: false, new SessionFilter());

    [Fact]
    public async Task It_survives_every_listing_with_its_settings_and_gets_the_name_of_its_account()
    {
        await AddAsync();
        await ChangeAsync(new SessionChange { Region = "ap-south-1", ProfileName = "mine", Method = LeappMethod.CredentialsFile }, Deploy);
        Test.Portal.With("444455556666", "target", "ReadOnly");

        LeappSyncResult result = await Test.SyncAsync();

        Assert.Equal((1, 0, 2), (result.Added, result.Removed, result.Unchanged));
        LeappSession kept = Session(Deploy);
        Assert.Equal(("target", "ap-south-1", "mine", LeappMethod.CredentialsFile), (kept.AccountName, kept.Region, kept.ProfileName, kept.Method));

        Test.Portal.Accounts.RemoveAll(a => a.Id == "444455556666");
        Assert.Equal(1, (await Test.SyncAsync()).Removed);
        Assert.Equal(kept, Session(Deploy));
    }

    [Fact]
    public async Task It_stays_when_its_integration_moves_to_another_portal()
    {
        await AddAsync();
        await ChangeAsync(new SessionChange { Region = "ap-south-1", ProfileName = "mine", Status = LeappSessionStatus.Active }, Deploy);

        await Test.Engine.SetIntegrationAsync(
            new IntegrationChange { Alias = "acme", PortalUrl = "https://other.awsapps.com/start" }, force: false, CancellationToken.None);

        LeappSession kept = Assert.Single(Test.Sessions());
        Assert.Equal((Deploy, "ap-south-1", "mine", LeappSessionStatus.Inactive), (kept.Id, kept.Region, kept.ProfileName, kept.Status));
    }

    [Fact]
    public async Task A_move_to_another_partition_tells_which_chained_sessions_get_no_keys_there()
    {
        await AddAsync();
        await AddAsync(name: "second");
        await MoveAsync("us-east-1");
        Assert.Empty(Test.Log.Warnings);

        await MoveAsync("us-gov-west-1");

        string warning = Assert.Single(Test.Log.Warnings);
        Assert.Contains("partition aws-us-gov", warning, StringComparison.Ordinal);
        Assert.Contains($"{Deploy}, acme/444455556666/role:second", warning, StringComparison.Ordinal);
        Assert.Equal(4, Test.Sessions().Count);
        await Test.Engine.SetIntegrationAsync(
            new IntegrationChange { Alias = "acme", DefaultRegion = "us-gov-east-1" }, force: false, CancellationToken.None);
        Assert.Single(Test.Log.Warnings);

        Task MoveAsync(string region) =>
            Test.Engine.SetIntegrationAsync(new IntegrationChange { Alias = "acme", Region = region }, force: false, CancellationToken.None);
    }

    [Fact]
    public async Task Guards_against_another_persons_login_count_what_the_portal_listed_alone()
    {
        await AddAsync();
        Test.Portal.Accounts.Clear();
        Test.Portal.With("444455556666", "target", "Other");

        await Test.SyncAsync();

        Assert.Equal(LeappErrorCode.RemovalRefused, Assert.Single(Test.Log.Failures).Code);
        Assert.Contains("2 of the 2 known sessions", Test.Log.Failures.First().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_once_more_changes_nothing_and_another_under_its_name_is_refused()
    {
        await AddAsync(externalId: "ab", duration: TimeSpan.FromMinutes(30));
        string before = File.ReadAllText(Test.Workspace.Path);

        await AddAsync($" {DeployArn} ", externalId: "ab", duration: TimeSpan.FromMinutes(30));
        foreach (Func<Task> other in (Func<Task>[])
            [
                () => AddAsync(),
                () => AddAsync(externalId: "ab", duration: TimeSpan.FromMinutes(31)),
                () => AddAsync(parent: ReadOnly, externalId: "ab", duration: TimeSpan.FromMinutes(30)),
                () => AddAsync("arn:aws:iam::444455556666:role/other/Deploy", externalId: "ab", duration: TimeSpan.FromMinutes(30)),
                () => AddAsync(externalId: "ab", duration: TimeSpan.FromMinutes(30), region: "us-east-1"),
            ])
        {
            Assert.Equal(LeappErrorCode.SessionExists, await RefusalAsync(other));
        }

        Assert.Equal(before, File.ReadAllText(Test.Workspace.Path));
        await AddAsync(parent: ReadOnly, name: "Deploy-2");
        Assert.Equal(ReadOnly, Session("acme/444455556666/role:Deploy-2").Parent);
    }

    [Theory]
    [InlineData("Deploy")]
    [InlineData("arn:aws:iam::44445555666:role/Deploy")]
    [InlineData("arn:aws:iam::444455556666:user/Deploy")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/Deploy/me")]
    [InlineData("arn:aws:iam::444455556666:role/")]
    [InlineData("arn:aws:iam::444455556666:role/a b/Deploy")]
    [InlineData("arn:aws:iam::444455556666:role/Deploy\n")]
    [InlineData("arn:aws:iam::４４４４55556666:role/Deploy", true)]
    [InlineData("arn:aws-cn:iam::444455556666:role/Deploy")]
    [InlineData("arn:aws-us-gov:iam::444455556666:role/Deploy")]
    public async Task What_is_no_role_that_can_be_assumed_here_is_refused(string arn, bool hasOtherDigits = false)
    {
        Assert.Equal(hasOtherDigits, !arn.All(char.IsAscii));
        if (arn.EndsWith('\n'))
        {
            Assert.Null(RoleArn.Read(arn));
            return;
        }

        Assert.Equal(LeappErrorCode.InvalidRoleArn, await RefusalAsync(() => AddAsync(arn)));
        Assert.Equal(2, Test.Sessions().Count);
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn", "cn-north-1")]
    [InlineData("us-gov-east-1", "aws-us-gov", "us-gov-west-1")]
    [InlineData("eusc-de-east-1", "aws-eusc", "eusc-de-east-1")]
    [InlineData("us-iso-west-1", "aws-iso", "us-iso-east-1")]
    [InlineData("us-isob-east-1", "aws-iso-b", "us-isob-east-1")]
    [InlineData("ap-southeast-2", "aws", "us-east-1")]
    public void A_role_of_each_partition_goes_with_the_regions_of_its_partition(string region, string partition, string usual)
    {
        Assert.Equal(partition, RoleArn.Parse($"arn:{partition}:iam::444455556666:role/a/b/Deploy").Partition);
        Assert.Equal(partition, Partition.Of(region));
        Assert.Equal(usual, Partition.AnyRegion(partition));
    }

    [Fact]
    public async Task What_AWS_would_refuse_is_refused_at_once()
    {
        Assert.Equal(LeappErrorCode.InvalidDuration, await RefusalAsync(() => AddAsync(duration: TimeSpan.FromHours(2))));
        Assert.Equal(LeappErrorCode.InvalidDuration, await RefusalAsync(() => AddAsync(duration: TimeSpan.FromMinutes(14))));
        Assert.Equal(LeappErrorCode.InvalidExternalId, await RefusalAsync(() => AddAsync(externalId: "a")));
        Assert.Equal(LeappErrorCode.InvalidExternalId, await RefusalAsync(() => AddAsync(externalId: "a b")));
        Assert.Equal(LeappErrorCode.InvalidSessionName, await RefusalAsync(() => AddAsync(name: "a/b")));
        Assert.Equal(LeappErrorCode.InvalidRegion, await RefusalAsync(() => AddAsync(region: "Ireland")));
        Assert.Equal(LeappErrorCode.SessionNotFound, await RefusalAsync(() => AddAsync(parent: "acme/000000000001/Nobody")));
        await AddAsync(duration: TimeSpan.FromHours(1), externalId: "a=b");
    }

    [Fact]
    public async Task What_could_not_be_added_is_known_beforehand_without_a_write()
    {
        string before = File.ReadAllText(Test.Workspace.Path);
        ChainSettings settings = new() { Parent = "prod-Admin", RoleArn = DeployArn };

        Assert.Equal(Deploy, Test.Engine.ForeseeSession(settings));
        Assert.Equal(LeappErrorCode.InvalidRoleArn, Refusal(settings with { RoleArn = "nonsense" }));
        Assert.Equal(LeappErrorCode.InvalidSessionName, Refusal(settings with { Name = "a/b" }));
        Assert.Equal(LeappErrorCode.SessionNotFound, Refusal(settings with { Parent = "nobody" }));
        Assert.Equal(LeappErrorCode.InvalidRegion, Refusal(settings with { Region = "Ireland" }));
        Assert.Equal(LeappErrorCode.ProfileInUse, Refusal(settings with { ProfileName = "prod-ReadOnly" }));
        Assert.Equal((before, 2), (File.ReadAllText(Test.Workspace.Path), Test.Sessions().Count));

        await AddAsync();
        Assert.Equal(Deploy, Test.Engine.ForeseeSession(settings));
        Assert.Equal(LeappErrorCode.SessionExists, Refusal(settings with { ExternalId = "ab" }));

        LeappErrorCode Refusal(ChainSettings given) => Assert.Throws<LeappException>(() => Test.Engine.ForeseeSession(given)).Code;
    }

    [Theory]
    [InlineData("jane.doe", "jane.doe")]
    [InlineData("ACME\\Jane Doe", "ACME-Jane-Doe")]
    [InlineData("Ümit", "mit")]
    [InlineData("本番", "LeappSso")]
    [InlineData("x", "LeappSso")]
    public void The_name_in_the_logs_of_AWS_is_that_of_the_user_as_far_as_AWS_takes_it(string user, string name)
    {
        Assert.Equal(name, ChainText.SessionNameOf(user));
        Assert.Equal(64, ChainText.SessionNameOf(new string('a', 100)).Length);
    }

    [Fact]
    public async Task A_chain_of_chains_has_an_end()
    {
        await AddAsync(name: "n1");
        for (int link = 2; link <= Ancestry.MostLinks; link++)
        {
            await AddAsync(name: $"n{link}", parent: $"acme/444455556666/role:n{link - 1}");
        }

        Assert.Equal(
            LeappErrorCode.ChainTooLong, await RefusalAsync(() => AddAsync(name: "n6", parent: $"acme/444455556666/role:n{Ancestry.MostLinks}")));
    }

    [Fact]
    public async Task Removing_is_for_chained_sessions_whose_keys_nobody_needs()
    {
        await AddAsync();
        await AddAsync("arn:aws:iam::777788889999:role/Next", Deploy);

        await RemoveAsync(false, Admin, "nobody", Deploy);
        Assert.Equal(
            [LeappErrorCode.SessionOfPortal, LeappErrorCode.SessionNotFound, LeappErrorCode.SessionHasChildren], Test.Log.Failures.Select(f => f.Code));
        Assert.Equal(4, Test.Sessions().Count);

        await RemoveAsync(true, Deploy);
        Assert.Equal([Admin, ReadOnly], Test.Sessions().Select(s => s.Id));
        Assert.DoesNotContain("444455556666", File.ReadAllText(Test.Workspace.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_that_need_each_other_go_together()
    {
        await AddAsync();
        await AddAsync("arn:aws:iam::777788889999:role/Next", Deploy);

        await RemoveAsync(false, Deploy, "acme/777788889999/role:Next");

        Assert.Empty(Test.Log.Failures);
        Assert.Equal([Admin, ReadOnly], Test.Sessions().Select(s => s.Id));
    }

    [Fact]
    public async Task It_goes_with_its_integration()
    {
        await AddAsync();

        await Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);

        Assert.Empty(Test.Sessions());
    }
}
