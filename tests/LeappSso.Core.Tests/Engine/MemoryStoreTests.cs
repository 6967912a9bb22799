using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>A login that lives in one PowerShell session.</summary>
public sealed class MemoryStoreTests : TokenStoreScene
{
    [Fact]
    public async Task A_login_and_all_that_comes_by_it_is_in_no_file()
    {
        Assert.Equal(2, (await LogInAsync(LeappTokenStore.Memory)).Count);
        Assert.Equal("secret1+/", Assert.Single(await Test.CredentialsAsync(Admin)).SecretAccessKey.Reveal());

        AssertNoSecretOnDisk();
        Assert.Equal((LeappIntegrationStatus.Online, LeappTokenStore.Memory, LeappMethod.Environment), (Integration.Status, Integration.TokenStore, Integration.Method));
        Assert.DoesNotContain(Test.Files(), f => f.Path.Contains("role-keys", StringComparison.Ordinal) || f.Path.Contains("registrations", StringComparison.Ordinal)
            || f.Path.Contains("cache", StringComparison.Ordinal));
        Assert.Empty(Test.Secrets.Kept);
    }

    [Fact]
    public async Task Another_session_finds_no_login_and_no_keys()
    {
        await LogInAsync(LeappTokenStore.Memory);
        await Test.CredentialsAsync(Admin);

        InAnotherSession();

        Assert.Equal(LeappIntegrationStatus.Offline, Integration.Status);
        Assert.Empty(await Test.CredentialsAsync(Admin));
        LeappException failure = Assert.Single(Test.Log.Failures);
        Assert.Equal(LeappErrorCode.NotLoggedIn, failure.Code);
        Assert.Equal(
            "'acme' needs a login, which this command does not start by itself. Its token store is Memory, so only the PowerShell session (runspace) that"
            + " logged in has the login. Run Connect-LeappSso acme in this one, then try again.",
            failure.Message);
        Assert.Equal(failure.Message, (await Assert.ThrowsAsync<LeappException>(() => Test.SyncAsync())).Message);
    }

    [Fact]
    public async Task Keys_are_fetched_once_and_the_login_is_renewed_in_its_session()
    {
        await LogInAsync(LeappTokenStore.Memory);
        await Test.CredentialsAsync(Admin);
        await Test.CredentialsAsync(Admin);
        Assert.Equal(1, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));

        Test.Time.Advance(TimeSpan.FromHours(1));
        await Test.CredentialsAsync(Admin);

        Assert.Equal((1, 1), (Test.Login.Logins, Test.Login.Refreshes));
        Assert.Equal("access2", Test.Portal.Tokens[^1]);
        AssertNoSecretOnDisk();
    }

    [Fact]
    public async Task A_second_login_needs_no_second_registration()
    {
        await LogInAsync(LeappTokenStore.Memory);
        await LogInAsync(LeappTokenStore.Memory, force: true);

        Assert.Equal((1, 2), (Test.Login.Registrations, Test.Login.Logins));
    }

    [Fact]
    public async Task Variables_hold_a_session_and_the_AWS_files_are_not_there()
    {
        await LogInAsync(LeappTokenStore.Memory);

        await StartAsync(null, Admin);

        Assert.Equal("secret1+/", Test.Variables["AWS_SECRET_ACCESS_KEY"]);
        Assert.False(File.Exists(Test.Paths.ConfigFile) || File.Exists(Test.Paths.CredentialsFile));
        AssertNoSecretOnDisk();
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    public async Task Methods_that_need_the_disk_are_refused_with_what_to_do(LeappMethod method)
    {
        await LogInAsync(LeappTokenStore.Memory);

        Assert.Empty((await StartAsync(method, Admin)).Changed);
        await Test.Engine.ChangeSessionsAsync([ReadOnly], new SessionChange { Method = method }, CancellationToken.None);

        Assert.All(Test.Log.Failures, f => Assert.Equal(LeappErrorCode.MethodNotAvailable, f.Code));
        Assert.Equal(2, Test.Log.Failures.Count);
        Assert.Contains("Memory", Test.Log.Failures.First().Message, StringComparison.Ordinal);
        Assert.Contains("Set-LeappSsoIntegration 'acme' -TokenStore", Test.Log.Failures.First().Message, StringComparison.Ordinal);
        Assert.All(Test.Sessions(), s => Assert.Equal((LeappSessionStatus.Inactive, LeappMethod.Environment), (s.Status, s.Method)));
        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => SetAsync(null, method));
        Assert.Equal(LeappErrorCode.MethodNotAvailable, refused.Code);
    }

    [Fact]
    public async Task An_integration_is_not_added_with_a_method_that_does_not_go_with_its_store()
    {
        IntegrationSettings settings = new()
        {
            Alias = "acme", PortalUrl = "acme.awsapps.com", Region = "eu-west-1", TokenStore = LeappTokenStore.Memory, Method = LeappMethod.SsoProfile,
        };

        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => Test.Engine.AddIntegrationAsync(settings, false, CancellationToken.None));

        Assert.Equal(LeappErrorCode.MethodNotAvailable, refused.Code);
        Assert.Empty(Test.Workspace.Read().Integrations);
    }

    [Fact]
    public async Task Disconnecting_tells_AWS_and_forgets()
    {
        await LogInAsync(LeappTokenStore.Memory);
        await Test.CredentialsAsync(Admin);

        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);

        Assert.Equal((1, LeappIntegrationStatus.Offline), (Test.Portal.LoggedOut, Integration.Status));
        Assert.Empty(await Test.CredentialsAsync(Admin));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_logout_in_another_session_says_that_it_does_not_reach_the_login(bool removes)
    {
        await LogInAsync(LeappTokenStore.Memory);
        InAnotherSession();

        await (removes ? Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None) : Test.Engine.DisconnectAsync("acme", CancellationToken.None));

        Assert.Equal(
            removes
                ? "The token store of 'acme' was Memory: a login in another PowerShell session ends only there, when it is closed."
                : "The token store of 'acme' is Memory: a login in another PowerShell session ends only there, with Disconnect-LeappSso or when it is closed.",
            Assert.Single(Test.Log.Warnings));
        Assert.DoesNotContain(Test.Log.VerboseLines, l => l.Contains("removed from this machine", StringComparison.Ordinal));
        Assert.Equal(0, Test.Portal.LoggedOut);
    }

    [Fact]
    public async Task A_logout_in_the_session_of_the_login_says_that_it_is_removed_and_nothing_of_others()
    {
        await LogInAsync(LeappTokenStore.Memory);

        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);

        Assert.Empty(Test.Log.Warnings);
        Assert.Contains(Test.Log.VerboseLines, l => l.Contains("removed from this machine", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LeappTokenStore.Shared)]
    [InlineData(LeappTokenStore.Platform)]
    public async Task Another_store_chosen_in_another_session_does_not_end_the_login_and_says_so(LeappTokenStore store)
    {
        await LogInAsync(LeappTokenStore.Memory);
        InAnotherSession();

        await SetAsync(store);

        Assert.Equal(
            "The token store of 'acme' was Memory: a login in another PowerShell session ends only there, when it is closed.", Assert.Single(Test.Log.Warnings));
    }

    [Fact]
    public async Task Another_portal_chosen_in_another_session_does_not_end_the_login_and_says_so()
    {
        await LogInAsync(LeappTokenStore.Memory);
        InAnotherSession();

        await Test.Engine.SetIntegrationAsync(new IntegrationChange { Alias = "acme", PortalUrl = "globex.awsapps.com" }, false, CancellationToken.None);

        Assert.Contains("ends only there, with Disconnect-LeappSso or when it is closed.", Assert.Single(Test.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_integration_that_comes_back_under_the_same_alias_has_no_login()
    {
        await LogInAsync(LeappTokenStore.Memory);
        await Test.Workspace.UpdateAsync(d => d.Integrations.Remove(d.Integrations[0]), CancellationToken.None);

        await Test.WithIntegrationAsync(store: LeappTokenStore.Memory);

        Assert.Equal(LeappIntegrationStatus.Offline, Integration.Status);
    }
}
