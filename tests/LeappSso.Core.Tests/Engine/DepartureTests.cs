using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>The order in which a login ends: here first, then at AWS.</summary>
public sealed class DepartureTests : MethodScene
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_does_not_wait_until_AWS_was_told_has_nothing_left_here(bool removes)
    {
        await StartAsync(LeappMethod.CredentialsFile);
        using CancellationTokenSource stop = new();
        Test.Portal.Before = (operation, _, _, cancellationToken) =>
        {
            Assert.Equal("Logout", operation);
            stop.Cancel();
            return Task.FromCanceled(cancellationToken);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LeaveAsync(removes, stop.Token));

        Assert.Null(Test.Tokens.Read("acme").Token);
        Assert.DoesNotContain(Test.Files(), f => f.Text.Contains("secret1+/", StringComparison.Ordinal));
        Assert.Equal(removes ? [] : [LeappIntegrationStatus.Offline], Test.Engine.GetIntegrations().Select(i => i.Status));
        AssertOnlyMine();
        Assert.Equal("Telling AWS that the login of 'acme' ends.", Test.Log.VerboseLines.Last());
    }

    [Fact]
    public async Task AWS_is_told_of_the_login_that_a_renewal_elsewhere_has_brought_meanwhile()
    {
        Task<IReadOnlyList<string>> leaving;
        using (await Test.Tokens.LockAsync("acme", null, CancellationToken.None))
        {
            leaving = LeaveAsync(removes: false);
            Test.WithToken(TimeSpan.FromHours(8), access: "renewed");
        }

        await Test.LettingTimePassAsync(leaving);

        Assert.Equal(("renewed", 1), (Test.Portal.Tokens[^1], Test.Portal.LoggedOut));
        Assert.Null(Test.Tokens.Read("acme").Token);
    }

    [Fact]
    public async Task A_login_whose_access_token_is_over_is_ended_at_AWS_all_the_same()
    {
        Test.WithToken(TimeSpan.FromHours(-1), "refresh");
        Test.Portal.Before = (operation, _, _, _) => Test.Portal.Tokens[^1] == "kept" ? throw Refusal(operation) : Task.CompletedTask;

        await LeaveAsync(removes: false);

        Assert.Equal(("access1", 1), (Test.Portal.Tokens[^1], Test.Portal.LoggedOut));
        Assert.Null(Test.Tokens.Read("acme").Token);
        Assert.Empty(Test.Log.Warnings);
    }

    [Theory]
    [InlineData(ServiceFault.InvalidGrant, false)]
    [InlineData(ServiceFault.ExpiredCode, false)]
    [InlineData(ServiceFault.Unavailable, true)]
    public async Task That_it_lives_on_at_AWS_is_told_unless_AWS_says_that_it_is_over(ServiceFault fault, bool livesOn)
    {
        Test.WithToken(TimeSpan.FromHours(-1), "refresh");
        Test.Portal.Before = (operation, _, _, _) => throw Refusal(operation);
        Test.Login.Before = _ => throw new ServiceException(fault, "CreateToken", "no");

        await LeaveAsync(removes: false);

        Assert.Null(Test.Tokens.Read("acme").Token);
        Assert.Equal(livesOn, Test.Log.Warnings.Any(w => w.Contains("lives on there", StringComparison.Ordinal)));
        Assert.Equal(!livesOn, Test.Log.VerboseLines.Contains("AWS had already ended the login of 'acme'."));
    }

    [Fact]
    public async Task Keys_that_are_fetched_while_a_logout_waits_for_a_renewal_do_not_stay()
    {
        Task<IReadOnlyList<string>> leaving;
        using (await Test.Tokens.LockAsync("acme", null, CancellationToken.None))
        {
            await Test.CredentialsAsync(Admin);
            leaving = LeaveAsync(removes: false);
            await Test.LettingTimePassAsync(TillTheKeysAreGoneAsync(leaving));
            Assert.Single(await Test.CredentialsAsync(Admin));
            Assert.NotNull(KeptKeys());
        }

        await Test.LettingTimePassAsync(leaving);

        Assert.Null(KeptKeys());

        async Task<bool> TillTheKeysAreGoneAsync(Task work)
        {
            while (!work.IsCompleted && KeptKeys() is not null)
            {
                await Task.Yield();
            }

            return true;
        }
    }

    [Fact]
    public async Task Keys_that_are_just_written_when_the_login_ends_do_not_stay()
    {
        FileSteps.Listen((step, path) =>
        {
            if (step == FileStep.Put && path == Test.RoleKeys.PathOf(new SessionId("acme", "000000000001", "Admin")))
            {
                // Another process has ended it, and had looked for keys just before.
                File.Delete(Test.Tokens.PathOf("acme"));
            }
        });

        Assert.Single(await Test.CredentialsAsync(Admin));

        Assert.Null(KeptKeys());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_and_a_login_that_both_stay_are_both_told(bool removes)
    {
        await StartAsync(LeappMethod.SsoProfile);
        Test.Config += "stray line\n";
        using IDisposable held = await Test.Tokens.LockAsync("acme", null, CancellationToken.None);

        LeappException told = await Assert.ThrowsAsync<LeappException>(() => Test.LettingTimePassAsync(LeaveAsync(removes)));

        Assert.Equal(LeappErrorCode.Locked, told.Code);
        Assert.Equal(LeappErrorCode.AwsFileInvalid, Assert.Single(Test.Log.Failures).Code);
        Assert.Equal(1, Test.Portal.LoggedOut);
    }

    [Fact]
    public async Task AWS_is_told_before_an_error_of_a_session_can_end_the_command()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        Test.Credentials = Test.Credentials.Replace("aws_session_token = session1\n", "aws_session_token = session1\n  more\n", StringComparison.Ordinal);
        int before = -1;
        Test.Portal.Before = (_, _, _, _) =>
        {
            before = Test.Log.Failures.Count;
            return Task.CompletedTask;
        };

        await LeaveAsync(removes: false);

        Assert.Equal((0, 1), (before, Test.Log.Failures.Count));
    }

    private KeptKeys? KeptKeys() => Test.RoleKeys.Read(new SessionId("acme", "000000000001", "Admin"), "https://acme.awsapps.com/start");

    private static ServiceException Refusal(string operation) => new(ServiceFault.Unauthorized, operation, "Session token not found or invalid");

    private Task<IReadOnlyList<string>> LeaveAsync(bool removes, CancellationToken cancellationToken = default) =>
        removes ? Test.Engine.RemoveIntegrationAsync("acme", cancellationToken) : Test.Engine.DisconnectAsync("acme", cancellationToken);
}
