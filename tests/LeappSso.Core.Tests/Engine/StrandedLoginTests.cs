using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What is possible where the platform's store for secrets, in which a login lies, is not there any more.</summary>
public sealed class StrandedLoginTests : TokenStoreScene
{
    [Theory]
    [InlineData(LeappTokenStore.Shared)]
    [InlineData(LeappTokenStore.Memory)]
    public async Task An_integration_leaves_a_store_that_cannot_be_used_without_its_login(LeappTokenStore store)
    {
        await LogInAsync(LeappTokenStore.Platform);
        await Test.CredentialsAsync(Admin);
        Test.Secrets.IsLocked = true;

        Assert.True(await Test.Engine.LeavesLoginAsync("acme", store, CancellationToken.None));
        LeappSsoIntegration changed = await SetAsync(store);

        Assert.Equal((store, LeappIntegrationStatus.Offline), (changed.TokenStore, changed.Status));
        string warning = Assert.Single(Test.Log.Warnings);
        Assert.Contains("The fake store is locked.", warning, StringComparison.Ordinal);
        Assert.Contains("Disconnect-LeappSso 'acme'", warning, StringComparison.Ordinal);
        Assert.Contains("Connect-LeappSso 'acme'", warning, StringComparison.Ordinal);
        Assert.Contains(Test.Secrets.Labels.Values.First(l => l.Contains("login", StringComparison.Ordinal)), warning, StringComparison.Ordinal);
        Assert.DoesNotContain(Test.Files(), f => f.Path.EndsWith(".sealed", StringComparison.Ordinal));
        Assert.Equal(2, (await LogInAsync(null)).Count);
        Assert.Equal(LeappIntegrationStatus.Online, Integration.Status);
    }

    [Fact]
    public async Task What_stays_behind_is_ended_by_the_first_logout_that_can_reach_it()
    {
        await LogInAsync(LeappTokenStore.Platform);
        Test.Secrets.IsLocked = true;
        await SetAsync(LeappTokenStore.Shared);
        Test.Log.Warnings.Clear();

        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        Assert.Contains("The fake store is locked.", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal((2, 0), (Test.Secrets.Kept.Count, Test.Portal.LoggedOut));

        Test.Secrets.IsLocked = false;
        Test.Log.Warnings.Clear();
        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        Assert.Empty(Test.Log.Warnings);
        Assert.Equal((0, 1), (Test.Secrets.Kept.Count, Test.Portal.LoggedOut));
        Assert.Null(Test.Workspace.Read().Integrations[0].LeftVaults);
    }

    [Fact]
    public async Task An_integration_is_removed_without_a_login_that_cannot_be_reached()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await StartAsync(null, Admin);
        Test.Secrets.IsLocked = true;

        Assert.True(await Test.Engine.LeavesLoginAsync("acme", null, CancellationToken.None));
        await Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);

        Assert.Empty(Test.Workspace.Read().Integrations);
        Assert.DoesNotContain("[profile", Test.Config, StringComparison.Ordinal);
        string warning = Assert.Single(Test.Log.Warnings);
        Assert.Contains("The fake store is locked.", warning, StringComparison.Ordinal);
        Assert.All(Test.Secrets.Labels.Values, label => Assert.Contains(label, warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_logout_that_cannot_reach_the_login_is_an_error_that_names_what_helps()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await StartAsync(null, Admin);
        Test.Secrets.IsLocked = true;

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => Test.Engine.DisconnectAsync("acme", CancellationToken.None));

        Assert.Equal(LeappErrorCode.TokenStoreNotAvailable, failure.Code);
        Assert.Contains("Set-LeappSsoIntegration 'acme' -TokenStore Shared", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Remove-LeappSsoIntegration 'acme'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("[profile", Test.Config, StringComparison.Ordinal);
        Assert.Equal(2, Test.Secrets.Kept.Count);
    }

    [Fact]
    public async Task A_login_that_needs_the_store_names_the_command_that_keeps_it_elsewhere()
    {
        await Test.WithIntegrationAsync(store: LeappTokenStore.Platform);
        Test.Secrets.IsLocked = true;

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => LogInAsync(null));

        Assert.Contains("Set-LeappSsoIntegration 'acme' -TokenStore Shared", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_to_another_portal_and_store_leaves_a_login_behind_that_cannot_be_reached()
    {
        await LogInAsync(LeappTokenStore.Platform);
        Test.Secrets.IsLocked = true;

        await Test.Engine.SetIntegrationAsync(
            new IntegrationChange { Alias = "acme", PortalUrl = "globex.awsapps.com", TokenStore = LeappTokenStore.Shared }, false, CancellationToken.None);

        Assert.Equal((LeappTokenStore.Shared, "https://globex.awsapps.com/start"), (Integration.TokenStore, Integration.PortalUrl));
        Assert.Contains(Test.Log.Warnings, w => w.Contains("Disconnect-LeappSso 'acme'", StringComparison.Ordinal));
        Test.Secrets.IsLocked = false;
        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        Assert.Empty(Test.Secrets.Kept);
    }

    [Fact]
    public async Task A_store_that_goes_away_after_the_login_was_copied_keeps_a_copy_and_that_is_told()
    {
        await LogInAsync(LeappTokenStore.Platform);
        Test.Secrets.BeforeDelete = _ => throw new LeappException(LeappErrorCode.TokenStoreNotAvailable, "The fake store has gone.");

        LeappSsoIntegration changed = await SetAsync(LeappTokenStore.Shared);

        Assert.Equal((LeappTokenStore.Shared, LeappIntegrationStatus.Online), (changed.TokenStore, changed.Status));
        Assert.Contains("The fake store has gone.", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);
        Assert.Single(Test.Workspace.Read().Integrations[0].LeftVaults!);
    }

    [Theory]
    [InlineData(LeappTokenStore.Platform, LeappTokenStore.Platform)]
    [InlineData(LeappTokenStore.Platform, LeappTokenStore.Shared)]
    [InlineData(LeappTokenStore.Memory, LeappTokenStore.Shared)]
    [InlineData(LeappTokenStore.Shared, LeappTokenStore.Platform)]
    public async Task Looking_ahead_finds_nothing_left_where_the_login_can_be_reached_or_stays(LeappTokenStore from, LeappTokenStore to)
    {
        await LogInAsync(from);
        Test.Secrets.IsLocked = from == to;
        (Test.MayAsk, Test.Secrets.Person) = (true, () => throw new InvalidOperationException("Nobody is to be asked."));

        Assert.False(await Test.Engine.LeavesLoginAsync("acme", to, CancellationToken.None));
        Assert.Null(Test.Workspace.Read().Integrations[0].LeftVaults);
    }
}
