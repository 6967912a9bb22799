using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>From method to method, name to name, and out again.</summary>
public sealed class MoveTests : MethodScene
{
    public static TheoryData<LeappMethod, LeappMethod> Moves
    {
        get
        {
            TheoryData<LeappMethod, LeappMethod> moves = [];
            foreach (LeappMethod from in Enum.GetValues<LeappMethod>())
            {
                foreach (LeappMethod to in Enum.GetValues<LeappMethod>())
                {
                    moves.Add(from, to);
                }
            }

            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task An_active_session_moves_cleanly_from_method_to_method(LeappMethod from, LeappMethod to)
    {
        await StartAsync(to);
        (string Config, string Credentials, string Variables) wanted = Everything();
        await StopAsync();
        await StartAsync(from);

        await ChangeAsync(new SessionChange { Method = to }, Admin);

        Assert.Equal(wanted, Everything());
        Assert.Equal((LeappSessionStatus.Active, to), (Session(Admin).Status, Session(Admin).Method));
        await StopAsync();
        Assert.Equal((MyConfig, MyCredentials), (Test.Config, Test.Credentials));
        Assert.Null(Test.Variables["AWS_ACCESS_KEY_ID"]);
        Assert.Empty(Test.Log.Failures);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    public async Task A_new_region_or_profile_name_moves_what_is_active(LeappMethod method)
    {
        await StartAsync(method);

        SessionChangeResult result = await ChangeAsync(new SessionChange { Region = "ap-south-1", ProfileName = "mine" }, Admin);

        Assert.Equal(["prod-Admin"], result.StoppedProfiles);
        Assert.DoesNotContain("[prod-Admin]", Test.Credentials, StringComparison.Ordinal);
        Assert.DoesNotContain("prod-Admin", Test.Config, StringComparison.Ordinal);
        Assert.Contains("region = ap-south-1", Test.Config + Test.Credentials, StringComparison.Ordinal);
        Assert.Equal((LeappSessionStatus.Active, "mine"), (Session(Admin).Status, Session(Admin).ProfileName));
        await StopAsync();
        Assert.Equal((MyConfig, MyCredentials), (Test.Config, Test.Credentials));
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    [InlineData(LeappMethod.Environment)]
    public async Task What_was_written_goes_with_the_login_with_the_role_and_with_the_integration(LeappMethod method)
    {
        await StartAsync(method);
        await Test.Engine.DisconnectAsync("acme", CancellationToken.None);
        AssertOnlyMine();

        Test.WithToken(TimeSpan.FromHours(8));
        await StartAsync(method);
        Test.Portal.Roles["000000000001"].Remove("Admin");
        await Test.SyncAsync();
        AssertOnlyMine();

        Test.Portal.Roles["000000000001"].Add("Admin");
        await Test.SyncAsync();
        await StartAsync(method);
        await Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);
        AssertOnlyMine();
        Assert.Empty(Test.Log.Failures);
    }
}
