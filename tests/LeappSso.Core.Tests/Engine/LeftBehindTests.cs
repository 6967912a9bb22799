using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>What other commands, faults and kills come between, and what the next command makes of it.</summary>
public sealed class LeftBehindTests : MethodScene
{
    [Fact]
    public async Task A_write_protected_workspace_is_refused_before_anything_is_changed()
    {
        await StartAsync(LeappMethod.SsoProfile);
        string before = Test.Config;
        string workspace = Path.Combine(Test.WorkspaceFolder, "workspace.json");
        File.SetAttributes(workspace, FileAttributes.ReadOnly);
        try
        {
            await Assert.ThrowsAsync<LeappException>(() => ChangeAsync(new SessionChange { ProfileName = "mine" }, Admin));
        }
        finally
        {
            File.SetAttributes(workspace, FileAttributes.Normal);
        }

        Assert.Equal(before, Test.Config);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile)]
    [InlineData(LeappMethod.CredentialProcess)]
    [InlineData(LeappMethod.CredentialsFile)]
    public async Task What_a_killed_command_wrote_under_another_name_goes_with_the_session(LeappMethod method)
    {
        await StartAsync(method);
        byte[] workspace = await File.ReadAllBytesAsync(Path.Combine(Test.WorkspaceFolder, "workspace.json"));
        await ChangeAsync(new SessionChange { ProfileName = "mine" }, Admin);
        // As if it had been killed before it wrote the workspace.
        await File.WriteAllBytesAsync(Path.Combine(Test.WorkspaceFolder, "workspace.json"), workspace);
        Assert.Equal(LeappSessionStatus.Inactive, Session(Admin).Status);

        await StopAsync();

        AssertOnlyMine();
    }

    [Fact]
    public async Task A_copy_of_a_section_of_ours_stays_while_its_session_is_changed()
    {
        await StartAsync(LeappMethod.SsoProfile);
        string copy = "\n[profile copy]\n# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n";
        Test.Config += copy;

        await ChangeAsync(new SessionChange { Region = "ap-south-1" }, Admin);
        await ChangeAsync(new SessionChange { ProfileName = "mine" }, Admin);

        Assert.Contains(copy, Test.Config, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_is_renamed_while_AWS_is_told_goes_too(bool removes)
    {
        await StartAsync(LeappMethod.CredentialsFile);
        Test.Portal.Before = async (operation, _, _, _) =>
        {
            if (operation == "Logout")
            {
                await ChangeAsync(new SessionChange { ProfileName = "renamed" }, Admin);
            }
        };

        await LeaveAsync(removes);

        AssertOnlyMine();
    }

    [Fact]
    public async Task What_could_not_be_removed_with_its_role_goes_with_the_next_listing()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        string healthy = Test.Credentials;
        Test.Credentials = healthy + "stray line\n";
        Test.Portal.Roles["000000000001"].Remove("Admin");
        await Test.SyncAsync();
        Assert.Contains(Test.Log.Failures, f => f.Code == LeappErrorCode.AwsFileInvalid);

        Test.Credentials = healthy;
        await Test.SyncAsync();

        AssertOnlyMine();
    }

    [Fact]
    public async Task An_integration_stays_while_something_written_for_it_cannot_be_removed()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        string healthy = Test.Credentials;
        Test.Credentials = healthy.Replace("aws_session_token = session1\n", "aws_session_token = session1\n  more\n", StringComparison.Ordinal);

        await Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);
        Assert.Single(Test.Engine.GetIntegrations());

        Test.Credentials = healthy;
        await Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None);
        Assert.Empty(Test.Engine.GetIntegrations());
        AssertOnlyMine();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_faulty_file_does_not_keep_a_login_alive_and_its_error_speaks_of_that_file_alone(bool removes)
    {
        await StartAsync(LeappMethod.SsoProfile);
        string healthy = Test.Config;
        Test.Config = healthy + "stray line\n";

        LeappException told = await Assert.ThrowsAsync<LeappException>(() => LeaveAsync(removes));

        Assert.Equal((LeappErrorCode.AwsFileInvalid, healthy + "stray line\n"), (told.Code, Test.Config));
        Assert.EndsWith(". That file was not changed; mend it, then run the command again.", told.Message, StringComparison.Ordinal);
        Assert.Equal((LeappIntegrationStatus.Offline, 1), (Assert.Single(Test.Engine.GetIntegrations()).Status, Test.Portal.LoggedOut));

        Test.Config = healthy;
        await LeaveAsync(removes);
        Assert.Equal(removes, !Test.Engine.GetIntegrations().Any());
        AssertOnlyMine();
    }

    [Fact]
    public async Task A_backup_holds_no_keys_of_ours_also_where_both_files_are_one()
    {
        Test.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Test.Paths.ConfigFile;
        await StartAsync(LeappMethod.CredentialsFile);
        Test.Time.Advance(TimeSpan.FromDays(1));
        Test.WithToken(TimeSpan.FromHours(8));
        await ChangeAsync(new SessionChange(), Admin);

        string[] backups = [.. Directory.EnumerateFiles(Path.GetDirectoryName(Test.Paths.ConfigFile)!, "*.bak").Select(File.ReadAllText)];

        Assert.Equal(2, backups.Length);
        Assert.All(backups, b => Assert.DoesNotContain("ASIA", b, StringComparison.Ordinal));
        Assert.All(backups, b => Assert.Contains("region = eu-north-1", b, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unfit_line_in_one_section_of_ours_does_not_keep_others_from_a_backup_and_a_change()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active }, ReadOnly);
        Test.Credentials = Test.Credentials.Replace("aws_session_token = session1\n", "aws_session_token = session1\n  more\n", StringComparison.Ordinal);
        Test.Time.Advance(TimeSpan.FromDays(1));

        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, ReadOnly);

        Assert.DoesNotContain("[prod-ReadOnly]", Test.Credentials, StringComparison.Ordinal);
        Assert.Empty(Test.Log.Failures);
    }

    [Fact]
    public async Task A_refused_activation_leaves_no_session_section_where_a_foreign_profile_names_it()
    {
        const string Theirs = "[profile prod-Admin]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Other\n";
        Test.Config = Theirs;

        await ChangeAsync(new SessionChange(), Admin);

        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Single(Test.Log.Failures).Code);
        Assert.Equal(Theirs, Test.Config);
    }

    [Fact]
    public async Task Taking_a_profile_over_keeps_the_region_of_a_session_that_has_none()
    {
        Test.Config = "[profile prod-Admin]\nregion = eu-west-3\noutput = json\n";

        await ChangeAsync(new SessionChange { Force = true }, Admin);

        Assert.Contains("region = eu-west-3\n", Test.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_helper_that_cannot_be_there_fails_only_the_sessions_that_need_it()
    {
        await ChangeAsync(new SessionChange { Method = LeappMethod.CredentialProcess }, ReadOnly);
        await File.WriteAllTextAsync(Path.Combine(Test.WorkspaceFolder, "helper"), "in the way");

        SessionChangeResult result = await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Active }, Admin, ReadOnly);

        Assert.Equal(Admin, Assert.Single(result.Changed).Id);
        Assert.Equal(LeappErrorCode.MethodNotAvailable, Assert.Single(Test.Log.Failures).Code);
    }

    [Fact]
    public async Task Ended_keys_stay_ended_when_only_a_setting_changes()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        Test.Time.Advance(TimeSpan.FromHours(1));
        Test.Tokens.Delete("acme");

        await ChangeAsync(new SessionChange { Region = "ap-south-1" }, Admin);
        Assert.Equal((LeappSessionStatus.Expired, "ap-south-1"), (Session(Admin).Status, Session(Admin).Region));
        await ChangeAsync(new SessionChange { ProfileName = "mine" }, Admin);

        Assert.Equal((LeappSessionStatus.Inactive, "mine"), (Session(Admin).Status, Session(Admin).ProfileName));
        Assert.Empty(Test.Log.Failures);
        AssertOnlyMine();
    }

    [Fact]
    public async Task One_session_under_two_names_is_one()
    {
        SessionChangeResult result = await ChangeAsync(
            new SessionChange { Method = LeappMethod.Environment, Status = LeappSessionStatus.Active }, Admin, "prod-Admin");

        Assert.Single(result.Changed);
        Assert.Empty(Test.Log.Failures);
        Assert.Equal(1, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
    }

    [Fact]
    public async Task Keys_are_not_fetched_where_the_variables_cannot_hold_them_anyway()
    {
        await ChangeAsync(new SessionChange { Method = LeappMethod.Environment, Status = LeappSessionStatus.Active }, Admin, ReadOnly);

        Assert.Equal(0, Test.Portal.Calls("GetRoleCredentials", "000000000001/Admin"));
    }

    private Task<IReadOnlyList<string>> LeaveAsync(bool removes) =>
        removes ? Test.Engine.RemoveIntegrationAsync("acme", CancellationToken.None) : Test.Engine.DisconnectAsync("acme", CancellationToken.None);
}
