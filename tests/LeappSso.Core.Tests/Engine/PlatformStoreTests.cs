using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>A login in the platform's store for secrets.</summary>
public sealed class PlatformStoreTests : TokenStoreScene
{
    [Fact]
    public async Task A_login_and_all_that_comes_by_it_is_in_no_file_that_can_be_read()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await Test.CredentialsAsync(Admin);

        AssertNoSecretOnDisk();
        Assert.Equal((LeappIntegrationStatus.Online, LeappTokenStore.Platform, LeappMethod.CredentialProcess), (Integration.Status, Integration.TokenStore, Integration.Method));
        Assert.Contains(Test.Secrets.Kept, s => s.Value.Contains("access1", StringComparison.Ordinal) && s.Key.EndsWith("/login", StringComparison.Ordinal));
        Assert.Contains(Test.Secrets.Kept, s => s.Value.Contains("client-secret", StringComparison.Ordinal) && s.Key.EndsWith("/registrations", StringComparison.Ordinal));
        Assert.All(Test.Secrets.Labels.Values, label => Assert.EndsWith(" of acme", label, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_process_uses_the_login_and_the_keys()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await Test.CredentialsAsync(Admin);

        InAnotherSession();

        Assert.Equal(LeappIntegrationStatus.Online, Integration.Status);
        Assert.Equal("secret1+/", Assert.Single(await Test.CredentialsAsync(Admin)).SecretAccessKey.Reveal());
        Assert.Equal(1, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
    }

    [Fact]
    public async Task One_renews_for_all()
    {
        await LogInAsync(LeappTokenStore.Platform);
        Test.Time.Advance(TimeSpan.FromMinutes(58));
        TaskCompletionSource meanwhile = new();
        Test.Login.Before = request => meanwhile.Task.Wait(TimeSpan.FromSeconds(10));

        Task<List<LeappCredential>>[] all = [.. Enumerable.Range(0, 4).Select(n => Task.Run(() => Test.CredentialsAsync(n % 2 == 0 ? Admin : ReadOnly)))];
        meanwhile.SetResult();
        await Test.LettingTimePassAsync(Task.WhenAll(all));

        Assert.Equal(1, Test.Login.Refreshes);
        Assert.Contains(Test.Secrets.Kept.Values, s => s.Contains("refresh2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_locked_store_is_told_before_a_login_begins()
    {
        await Test.WithIntegrationAsync(store: LeappTokenStore.Platform);
        Test.Secrets.IsLocked = true;

        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => LogInAsync(null));
        LeappException again = await Assert.ThrowsAsync<LeappException>(() => LogInAsync(null, force: true));

        Assert.Equal((LeappErrorCode.TokenStoreNotAvailable, LeappErrorCode.TokenStoreNotAvailable), (refused.Code, again.Code));
        Assert.Equal((0, 0), (Test.Login.Registrations, Test.Portal.Tokens.Count));
    }

    [Fact]
    public async Task A_person_who_is_there_unlocks_the_store()
    {
        await Test.WithIntegrationAsync(store: LeappTokenStore.Platform);
        (Test.Secrets.IsLocked, Test.MayAsk, Test.Secrets.Person) = (true, true, () => true);

        Assert.Equal(2, (await LogInAsync(null)).Count);
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_refused_before_anything_is_changed()
    {
        Test.Secrets.IsLocked = true;
        LeappException atAdding = await Assert.ThrowsAsync<LeappException>(() => Test.WithIntegrationAsync(store: LeappTokenStore.Platform));
        Assert.Empty(Test.Workspace.Read().Integrations);
        await LogInAsync(LeappTokenStore.Shared);

        LeappException atSetting = await Assert.ThrowsAsync<LeappException>(() => SetAsync(LeappTokenStore.Platform));

        Assert.Equal((LeappErrorCode.TokenStoreNotAvailable, LeappErrorCode.TokenStoreNotAvailable), (atAdding.Code, atSetting.Code));
        Assert.All((string[])[atAdding.Message, atSetting.Message], said => Assert.EndsWith("Or keep the login elsewhere: -TokenStore Shared (or Memory).", said, StringComparison.Ordinal));
        Assert.Equal((LeappTokenStore.Shared, "access1"), (Integration.TokenStore, Test.Tokens.Read("acme").Token!.AccessToken));
    }

    [Fact]
    public async Task A_store_that_is_locked_later_gives_no_keys_and_says_why()
    {
        await LogInAsync(LeappTokenStore.Platform);
        Test.Secrets.IsLocked = true;

        Assert.Empty(await Test.CredentialsAsync(Admin));

        Assert.Equal(LeappErrorCode.TokenStoreNotAvailable, Assert.Single(Test.Log.Failures).Code);
        Assert.Equal(LeappIntegrationStatus.Offline, Integration.Status);
        Assert.Contains(Test.Log.Warnings, w => w.Contains("The fake store is locked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile, false)]
    [InlineData(LeappMethod.CredentialProcess, true)]
    [InlineData(LeappMethod.CredentialsFile, true)]
    [InlineData(LeappMethod.Environment, true)]
    public async Task All_methods_work_but_the_one_by_which_other_tools_read_the_login(LeappMethod method, bool works)
    {
        await LogInAsync(LeappTokenStore.Platform);

        Assert.Equal(works ? 1 : 0, (await StartAsync(method, Admin)).Changed.Count);
        Assert.Equal(works ? [] : new[] { LeappErrorCode.MethodNotAvailable }, Test.Log.Failures.Select(f => f.Code));
    }

    [Fact]
    public async Task Disconnecting_removes_the_login_and_what_was_encrypted_with_it()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await Test.CredentialsAsync(Admin);

        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);

        Assert.Equal((1, LeappIntegrationStatus.Offline), (Test.Portal.LoggedOut, Integration.Status));
        Assert.DoesNotContain(Test.Secrets.Kept.Keys, k => k.EndsWith("/login", StringComparison.Ordinal));
        Assert.DoesNotContain(Test.Files(), f => f.Path.EndsWith(".sealed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removing_an_integration_leaves_no_secret()
    {
        await LogInAsync(LeappTokenStore.Platform);
        Assert.Equal(2, Test.Secrets.Kept.Count);

        await Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);

        Assert.Empty(Test.Secrets.Kept);
        Assert.Empty(Test.Workspace.Read().Integrations);
    }

    [Fact]
    public async Task Encrypted_keys_are_good_for_their_own_file_and_their_own_login_only()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await Test.CredentialsAsync(Admin, ReadOnly);
        IntegrationEntry entry = Test.Workspace.Read().Integrations[0];
        LoginVault vault = new(new Lazy<LeappSso.Ports.ISecretStore>(() => Test.Secrets), entry.Vault!, "acme");
        RoleKeyCache keys = Test.RoleKeys.SealedBy(new KeySeal(vault));
        SessionId admin = new("acme", "000000000001", "Admin");
        Assert.NotNull(keys.Read(admin, entry.PortalUrl));
        string path = keys.PathOf(admin);

        byte[] own = File.ReadAllBytes(path);
        File.Copy(keys.PathOf(new SessionId("acme", "000000000001", "ReadOnly")), path, overwrite: true);
        Assert.Null(keys.Read(admin, entry.PortalUrl));
        File.WriteAllBytes(path, [.. own[..^1], (byte)(own[^1] ^ 1)]);
        Assert.Null(keys.Read(admin, entry.PortalUrl));
        File.WriteAllBytes(path, own);
        SsoToken token = vault.Read().Login.Token!;
        vault.Write(token);
        Assert.NotNull(keys.Read(admin, entry.PortalUrl));
        vault.Delete();
        vault.Write(token);
        Assert.Null(keys.Read(admin, entry.PortalUrl));
    }

    [Fact]
    public async Task A_prompt_does_not_wait_for_the_store()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await StartAsync(null, Admin);
        Test.Variables["AWS_PROFILE"] = "prod-Admin";
        int before = Test.Secrets.Reads;

        Assert.Equal("prod/Admin:", Test.Engine.GetPrompt("{AccountName}/{RoleName}:{TimeLeft}"));

        Assert.Equal(before, Test.Secrets.Reads);
    }

    [Fact]
    public async Task Many_keys_ask_the_store_for_the_login_and_not_for_each_key()
    {
        await LogInAsync(LeappTokenStore.Platform);
        await Test.CredentialsAsync(Admin, ReadOnly);
        int before = Test.Secrets.Reads;

        await Test.CredentialsAsync(Admin, ReadOnly);

        Assert.InRange(Test.Secrets.Reads - before, 1, 2);
    }

    [Theory]
    [InlineData(LeappTokenStore.Platform, LeappFindingStatus.Note, "in the platform's store for secrets, and there is one.")]
    [InlineData(LeappTokenStore.Memory, LeappFindingStatus.Note, "in the memory of the PowerShell session that logged in, and here is one.")]
    [InlineData(LeappTokenStore.Shared, LeappFindingStatus.Ok, "All integrations keep their logins in the shared cache.")]
    public async Task The_diagnosis_says_where_a_login_lies(LeappTokenStore store, LeappFindingStatus status, string said)
    {
        await LogInAsync(store);

        LeappFinding found = Assert.Single(await Test.DiagnoseAsync(name => name == "TokenStores"));

        Assert.Equal(status, found.Status);
        Assert.EndsWith(said, found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diagnosis_tells_of_a_store_that_does_not_answer_and_of_a_login_that_lies_in_the_shared_cache_too()
    {
        await LogInAsync(LeappTokenStore.Platform);
        Test.WithToken(TimeSpan.FromHours(1));

        LeappFinding[] found = [.. await Test.DiagnoseAsync(name => name == "TokenStores")];
        Assert.Equal([LeappFindingStatus.Note, LeappFindingStatus.Warning], found.Select(f => f.Status));
        Assert.Contains(Test.Tokens.PathOf("acme"), found[1].Detail, StringComparison.Ordinal);

        (Test.Secrets.IsLocked, Test.MayAsk, Test.Secrets.Person) = (true, true, () => throw new InvalidOperationException("Nobody is to be asked."));
        LeappFinding locked = Assert.Single(await Test.DiagnoseAsync(name => name == "TokenStores"));
        Assert.Equal((LeappFindingStatus.Error, true), (locked.Status, locked.Detail.Contains("fake store is locked", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA\n{}")]
    [InlineData("no key at all")]
    public async Task A_secret_that_somebody_spoiled_is_no_login_and_the_next_one_replaces_it(string spoiled)
    {
        await LogInAsync(LeappTokenStore.Platform);
        string name = Test.Secrets.Kept.Keys.Single(k => k.EndsWith("/login", StringComparison.Ordinal));
        Test.Secrets.Kept[name] = spoiled;

        Assert.Equal(LeappIntegrationStatus.Offline, Integration.Status);
        await LogInAsync(null);

        Assert.Equal(LeappIntegrationStatus.Online, Integration.Status);
    }
}
