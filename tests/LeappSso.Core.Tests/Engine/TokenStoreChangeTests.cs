using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What becomes of a login when its store changes.</summary>
public sealed class TokenStoreChangeTests : TokenStoreScene
{
    public static TheoryData<LeappTokenStore, LeappTokenStore> Moves()
    {
        TheoryData<LeappTokenStore, LeappTokenStore> moves = [];
        LeappTokenStore[] all = Enum.GetValues<LeappTokenStore>();
        foreach (LeappTokenStore from in all)
        {
            foreach (LeappTokenStore to in all.Where(s => s != from))
            {
                moves.Add(from, to);
            }
        }

        return moves;
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task The_login_moves_and_leaves_nothing_behind(LeappTokenStore from, LeappTokenStore to)
    {
        await LogInAsync(from);
        await Test.CredentialsAsync(Admin);

        LeappSsoIntegration changed = await SetAsync(to);

        Assert.Equal((to, LeappIntegrationStatus.Online), (changed.TokenStore, changed.Status));
        Assert.Equal(1, Test.Login.Logins);
        Assert.Equal(to == LeappTokenStore.Shared, Test.Tokens.Read("acme").Token is not null);
        Assert.Equal(to == LeappTokenStore.Platform ? 1 : 0, Test.Secrets.Kept.Count);
        if (to != LeappTokenStore.Shared)
        {
            AssertNoSecretOnDisk();
        }

        Test.Time.Advance(TimeSpan.FromHours(2));
        await Test.CredentialsAsync(Admin);
        Assert.Equal((1, "access2"), (Test.Login.Refreshes, Test.Portal.Tokens[^1]));
        Test.Portal.Tokens.Clear();
        InAnotherSession();
        Assert.Equal(to == LeappTokenStore.Memory ? LeappIntegrationStatus.Offline : LeappIntegrationStatus.Online, Integration.Status);
    }

    [Theory]
    [InlineData("Set", LeappTokenStore.Platform)]
    [InlineData("Set", LeappTokenStore.Memory)]
    [InlineData("Set another store", LeappTokenStore.Platform)]
    [InlineData("Set another region", LeappTokenStore.Memory)]
    [InlineData("Add", LeappTokenStore.Platform)]
    [InlineData("Connect", LeappTokenStore.Memory)]
    [InlineData("Sync", LeappTokenStore.Platform)]
    [InlineData("Disconnect", LeappTokenStore.Memory)]
    [InlineData("Remove", LeappTokenStore.Memory)]
    public async Task What_a_killed_move_left_in_the_shared_cache_goes_with_the_next_command(string command, LeappTokenStore store)
    {
        await LogInAsync(LeappTokenStore.Shared);
        await SetAsync(store);
        Assert.Null(Test.Workspace.Read().Integrations[0].LeavesSharedCache);
        Test.WithToken(TimeSpan.FromHours(8), "refresh1", access: "access1");
        await Test.Workspace.UpdateAsync(d => (d.Integrations[0].LeavesSharedCache = true).Value, CancellationToken.None);

        Task work = command switch
        {
            "Set" => SetAsync(store),
            "Set another store" => SetAsync(LeappTokenStore.Memory),
            "Set another region" => Test.Engine.SetIntegrationAsync(new IntegrationChange { Alias = "acme", Region = "us-east-1" }, false, CancellationToken.None),
            "Add" => Test.WithIntegrationAsync(),
            "Connect" => Test.ConnectAsync(),
            "Sync" => Test.Engine.SyncAsync(new SyncRequest(), CancellationToken.None),
            "Disconnect" => Test.Engine.DisconnectAsync("acme", CancellationToken.None),
            _ => Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None),
        };
        await Test.LettingTimePassAsync(work.ContinueWith(w => w.Exception, TaskScheduler.Default));

        Assert.Null(work.Exception);
        Assert.Null(Test.Tokens.Read("acme").Token);
        Assert.All(Test.Workspace.Read().Integrations, i => Assert.Null(i.LeavesSharedCache));
        AssertNoSecretOnDisk();
    }

    [Fact]
    public async Task A_login_that_came_back_to_the_shared_cache_stays_there()
    {
        await LogInAsync(LeappTokenStore.Shared);
        await SetAsync(LeappTokenStore.Platform);
        await Test.Workspace.UpdateAsync(d => (d.Integrations[0].LeavesSharedCache = true).Value, CancellationToken.None);

        await SetAsync(LeappTokenStore.Shared);
        await Test.CredentialsAsync(Admin);

        Assert.Equal("access1", Test.Tokens.Read("acme").Token?.AccessToken);
        Assert.Null(Test.Workspace.Read().Integrations[0].LeavesSharedCache);
    }

    [Fact]
    public async Task A_login_stays_where_it_is_when_the_other_store_refuses_it()
    {
        await LogInAsync(LeappTokenStore.Shared);
        Test.Secrets.BeforeWrite = _ => throw new LeappException(LeappErrorCode.TokenStoreNotAvailable, "The fake store is full.");

        await Assert.ThrowsAsync<LeappException>(() => SetAsync(LeappTokenStore.Platform));

        Assert.Equal((LeappTokenStore.Shared, LeappIntegrationStatus.Online), (Integration.TokenStore, Integration.Status));
        Assert.Null(Test.Workspace.Read().Integrations[0].Vault);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile, LeappTokenStore.Platform, true)]
    [InlineData(LeappMethod.CredentialProcess, LeappTokenStore.Platform, false)]
    [InlineData(LeappMethod.CredentialsFile, LeappTokenStore.Platform, false)]
    [InlineData(LeappMethod.SsoProfile, LeappTokenStore.Memory, true)]
    [InlineData(LeappMethod.CredentialProcess, LeappTokenStore.Memory, true)]
    [InlineData(LeappMethod.CredentialsFile, LeappTokenStore.Memory, true)]
    [InlineData(LeappMethod.Environment, LeappTokenStore.Memory, false)]
    public async Task A_store_that_does_not_serve_an_active_session_is_refused_by_its_name(LeappMethod active, LeappTokenStore store, bool refused)
    {
        await LogInAsync(LeappTokenStore.Shared);
        await StartAsync(active, Admin);
        string before = Test.Config + Test.Credentials;
        IntegrationChange change = new() { Alias = "acme", TokenStore = store };

        if (refused)
        {
            LeappException foreseen = Assert.Throws<LeappException>(() => Test.Engine.ForeseeIntegration(change, false));
            LeappException failure = await Assert.ThrowsAsync<LeappException>(() => SetAsync(store));
            Assert.Equal((LeappErrorCode.MethodNotAvailable, LeappErrorCode.MethodNotAvailable), (foreseen.Code, failure.Code));
            Assert.Contains(Admin, failure.Message, StringComparison.Ordinal);
            Assert.Equal((LeappTokenStore.Shared, LeappIntegrationStatus.Online), (Integration.TokenStore, Integration.Status));
            Assert.Equal(before, Test.Config + Test.Credentials);
        }
        else
        {
            Assert.Equal(store, (await SetAsync(store)).TokenStore);
            Assert.Equal(LeappSessionStatus.Active, Test.Sessions().Single(s => s.Id == Admin).Status);
        }
    }

    [Fact]
    public async Task What_is_active_by_the_default_method_follows_the_default_of_the_other_store()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await StartAsync(null, Admin);
        Assert.Contains("credential_process", Test.Config, StringComparison.Ordinal);

        await SetAsync(LeappTokenStore.Shared);

        Assert.Contains("sso_session = acme", Test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("credential_process", Test.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_of_the_integration_that_does_not_go_with_the_store_is_dropped_with_a_warning()
    {
        await LogInAsync(LeappTokenStore.Shared);
        await SetAsync(null, LeappMethod.SsoProfile);

        LeappSsoIntegration changed = await SetAsync(LeappTokenStore.Platform);

        Assert.Equal(LeappMethod.CredentialProcess, changed.Method);
        Assert.Contains("SsoProfile", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_to_another_portal_ends_the_login_wherever_it_is()
    {
        await LogInAsync(LeappTokenStore.Platform);

        await Test.Engine.SetIntegrationAsync(
            new IntegrationChange { Alias = "acme", PortalUrl = "globex.awsapps.com", TokenStore = LeappTokenStore.Memory }, false, CancellationToken.None);

        Assert.Equal((1, LeappIntegrationStatus.Offline), (Test.Portal.LoggedOut, Integration.Status));
        Assert.DoesNotContain(Test.Secrets.Kept.Keys, k => k.EndsWith("/login", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_ahead_changes_nothing()
    {
        await LogInAsync(LeappTokenStore.Shared);
        string workspace = File.ReadAllText(Test.Workspace.Path);

        Test.Engine.ForeseeIntegration(new IntegrationChange { Alias = "acme", TokenStore = LeappTokenStore.Platform }, false);

        Assert.Equal(workspace, File.ReadAllText(Test.Workspace.Path));
        Assert.Equal((0, "access1"), (Test.Secrets.Kept.Count, Test.Tokens.Read("acme").Token!.AccessToken));
    }

    [Fact]
    public async Task An_integration_without_a_store_has_the_shared_one_and_its_file_does_not_name_it()
    {
        await LogInAsync(null);

        Assert.DoesNotContain("tokenStore", File.ReadAllText(Test.Workspace.Path), StringComparison.Ordinal);
        Assert.Equal((LeappTokenStore.Shared, LeappMethod.SsoProfile), (Integration.TokenStore, Integration.Method));
    }

    [Theory]
    [InlineData("Hsm")]
    [InlineData("7")]
    public async Task A_store_of_a_newer_version_is_an_error_that_hides_nothing_and_loses_nothing(string store)
    {
        await LogInAsync(LeappTokenStore.Shared);
        await Test.WithIntegrationAsync("globex");
        await Test.Workspace.UpdateAsync(d => (d.Integrations[0].TokenStore = store) is not null, CancellationToken.None);

        Assert.Equal("globex", Integration.Alias);
        Assert.Equal(LeappErrorCode.WorkspaceNewer, Assert.Single(Test.Log.Failures).Code);
        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => Test.ConnectAsync(new ConnectRequest { Alias = "acme" }));
        Assert.Equal(LeappErrorCode.WorkspaceNewer, failure.Code);
        Assert.Equal(2, Test.Sessions().Count);
        await Test.Engine.SetIntegrationAsync(new IntegrationChange { Alias = "globex", DefaultRegion = "eu-west-1" }, false, CancellationToken.None);
        Assert.Equal(store, Test.Workspace.Read().Integrations[0].TokenStore);
    }
}
