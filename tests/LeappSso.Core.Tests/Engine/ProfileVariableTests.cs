using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>The profile that programs started from this process use.</summary>
public sealed class ProfileVariableTests : MethodScene
{
    [Fact]
    public async Task It_names_the_one_session_that_was_activated_and_none_when_it_is_stopped()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Assert.Equal("prod-Admin", Test.Variables["AWS_PROFILE"]);

        await StopAsync();
        Assert.Null(Test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task It_follows_a_session_to_its_new_name()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        await ChangeAsync(new SessionChange { ProfileName = "mine" }, Admin);

        Assert.Equal("mine", Test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task It_stays_when_several_are_activated_or_only_a_setting_changes()
    {
        Test.Variables["AWS_PROFILE"] = "my-own";

        await ChangeAsync(new SessionChange(), Admin, ReadOnly);
        await ChangeAsync(new SessionChange { Region = "us-east-1" }, Admin);

        Assert.Equal("my-own", Test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task It_stays_when_several_are_activated_of_which_one_needs_keys_and_all_come_in_one_step()
    {
        Test.Variables["AWS_PROFILE"] = "my-own";
        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile }, Admin);

        SessionChangeResult result = await ChangeAsync(new SessionChange(), "nobody", Admin, ReadOnly);

        Assert.Equal([Admin, ReadOnly], result.Changed.Select(s => s.Id));
        Assert.Equal("my-own", Test.Variables["AWS_PROFILE"]);
        Assert.Equal(LeappErrorCode.SessionNotFound, Assert.Single(Test.Log.Failures).Code);
    }

    [Fact]
    public async Task Stopping_a_hand_written_profile_neither_sets_nor_clears_it()
    {
        Test.Config = "[profile prod-Admin]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n";
        Test.Variables["AWS_PROFILE"] = "my-own";
        await StopAsync();
        Assert.Equal("my-own", Test.Variables["AWS_PROFILE"]);

        Test.Variables["AWS_PROFILE"] = "prod-Admin";
        await StopAsync();
        Assert.Equal("prod-Admin", Test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task Variables_bring_back_no_profile_that_was_stopped_meanwhile()
    {
        await ChangeAsync(new SessionChange(), ReadOnly);
        Assert.Equal("prod-ReadOnly", Test.Variables["AWS_PROFILE"]);
        await StartAsync(LeappMethod.Environment);
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, ReadOnly);

        await StopAsync();

        Assert.Null(Test.Variables["AWS_PROFILE"]);
    }

    [Fact]
    public async Task It_goes_with_the_login()
    {
        await StartAsync(LeappMethod.SsoProfile);

        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);

        Assert.Null(Test.Variables["AWS_PROFILE"]);
    }
}
