using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>Advice that can be followed, whatever the token store and whether there is the integration already.</summary>
public sealed class StoreAdviceTests : TokenStoreScene
{
    [Theory]
    [InlineData(LeappTokenStore.Memory, LeappMethod.CredentialsFile, "Use -Method Environment, the only one that works there, or -TokenStore Platform (or Shared).")]
    [InlineData(LeappTokenStore.Platform, LeappMethod.SsoProfile, "Use -Method CredentialProcess, CredentialsFile or Environment, or -TokenStore Shared.")]
    public async Task An_integration_that_is_not_there_yet_is_not_to_be_changed(LeappTokenStore store, LeappMethod method, string advice)
    {
        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => AddAsync(store, method));

        Assert.Equal(LeappErrorCode.MethodNotAvailable, refused.Code);
        Assert.EndsWith(advice, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-LeappSsoIntegration", refused.Message, StringComparison.Ordinal);

        await Test.WithIntegrationAsync();
        refused = await Assert.ThrowsAsync<LeappException>(() => AddAsync(store, method));
        Assert.Contains("Set-LeappSsoIntegration 'acme' -TokenStore", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LeappTokenStore.Memory, false)]
    [InlineData(LeappTokenStore.Platform, true)]
    public async Task Too_many_sessions_for_variables_have_another_method_only_where_the_store_serves_one(LeappTokenStore store, bool another)
    {
        await LogInAsync(store);

        await StartAsync(LeappMethod.Environment, Admin, ReadOnly);

        LeappException refused = Assert.Single(Test.Log.Failures);
        Assert.Equal(LeappErrorCode.SessionAmbiguous, refused.Code);
        Assert.Contains("Invoke-LeappSession", refused.Message, StringComparison.Ordinal);
        Assert.Equal(another, refused.Message.Contains("another -Method", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_profile_name_for_several_sessions_leads_to_a_command_that_renames_each()
    {
        await LogInAsync(LeappTokenStore.Shared);

        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => Test.Engine.ChangeSessionsAsync(
            [Admin, ReadOnly], new SessionChange { ProfileName = "same" }, CancellationToken.None));

        Assert.Equal(LeappErrorCode.SessionAmbiguous, refused.Code);
        Assert.Contains("ForEach-Object { Set-LeappSession $_ -ProfileName", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ProfileNameTemplate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_is_kept_is_told_with_its_end()
    {
        await LogInAsync(LeappTokenStore.Shared);
        Assert.DoesNotContain(Test.Log.VerboseLines, line => line.Contains("that is kept is used", StringComparison.Ordinal));
        string end = Test.Tokens.Read("acme").Token!.ExpiresAt.UtcDateTime.ToString("u", System.Globalization.CultureInfo.InvariantCulture);

        await LogInAsync(LeappTokenStore.Shared);

        Assert.Contains($"The login of 'acme' that is kept is used; it is valid until {end}.", Test.Log.VerboseLines);
        Assert.Equal(1, Test.Login.Logins);
    }

    private Task<LeappSsoIntegration> AddAsync(LeappTokenStore store, LeappMethod method) => Test.Engine.AddIntegrationAsync(
        new IntegrationSettings { Alias = "acme", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1", TokenStore = store, Method = method },
        false,
        CancellationToken.None);
}
