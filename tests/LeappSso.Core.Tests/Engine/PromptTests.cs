using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>The session in use, as a prompt shows it.</summary>
public sealed class PromptTests : ChainScene
{
    private const string Format = "{AccountName}/{RoleName} {TimeLeft}";

    private string? Prompt => Test.Engine.GetPrompt(Format);

    private string WorkspaceFile => Path.Combine(Test.WorkspaceFolder, "workspace.json");

    [Fact]
    public void Nothing_is_said_where_no_session_is_in_use()
    {
        Assert.Null(Prompt);
        Test.Variables["AWS_PROFILE"] = "default";
        Assert.Null(Prompt);
        Test.Variables["AWS_PROFILE"] = "prod-Admin";
        Assert.Null(Prompt);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile, null, "prod/Admin 8h")]
    [InlineData(LeappMethod.SsoProfile, "refresh", "prod/Admin")]
    [InlineData(LeappMethod.CredentialProcess, null, "prod/Admin 8h")]
    [InlineData(LeappMethod.CredentialsFile, null, "prod/Admin 1h")]
    [InlineData(LeappMethod.Environment, null, "prod/Admin 1h")]
    public async Task The_time_is_that_of_keys_that_were_written_else_that_of_a_login_which_needs_a_person(
        LeappMethod method, string? refreshToken, string text)
    {
        Test.WithToken(TimeSpan.FromHours(8), refreshToken);

        await StartAsync(method);

        Assert.Equal(text, Prompt);
    }

    [Theory]
    [InlineData(LeappMethod.SsoProfile, null, "prod/Admin expired")]
    [InlineData(LeappMethod.SsoProfile, "refresh", "prod/Admin")]
    [InlineData(LeappMethod.CredentialsFile, "refresh", "prod/Admin expired")]
    [InlineData(LeappMethod.Environment, "refresh", "prod/Admin expired")]
    public async Task Time_goes_on_though_nothing_is_read_again(LeappMethod method, string? refreshToken, string text)
    {
        Test.WithToken(TimeSpan.FromHours(8), refreshToken);
        await StartAsync(method);
        Assert.DoesNotContain("expired", Prompt, StringComparison.Ordinal);

        Test.Time.Advance(TimeSpan.FromHours(9));

        Assert.Equal(text, Prompt);
    }

    [Fact]
    public async Task A_login_that_is_gone_has_expired()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Test.Tokens.Delete("acme");

        Assert.Equal("prod/Admin expired", Prompt);
    }

    [Fact]
    public async Task A_session_that_was_renamed_stopped_or_started_by_another_process_is_seen_at_once()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Assert.Equal("prod-Admin", Test.Variables["AWS_PROFILE"]);
        Assert.Equal("prod-Admin", Test.Engine.GetPrompt("{ProfileName}"));

        await ChangeAsync(new SessionChange { ProfileName = "p" }, Admin);
        Assert.Equal("p us-east-1", Test.Engine.GetPrompt("{profilename} {REGION}"));
        EngineMemory mine = Test.Memory;
        Test.Memory = new EngineMemory();
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Admin);
        Test.Memory = mine;
        Test.Variables["AWS_PROFILE"] = "p";
        Assert.Null(Prompt);

        await StartAsync(LeappMethod.CredentialsFile);
        Assert.Equal("prod/Admin 1h", Prompt);
    }

    [Fact]
    public async Task Keys_of_somebody_else_win_over_a_profile()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Test.Variables["AWS_ACCESS_KEY_ID"] = "AKIAMINE";

        Assert.Null(Prompt);
    }

    [Fact]
    public async Task A_profile_that_somebody_wrote_by_hand_for_a_session_is_the_session()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Test.Config = Test.Config.Replace("# managed by LeappSso\n", string.Empty, StringComparison.Ordinal);
        Assert.Equal("prod/Admin 8h", Prompt);

        Test.Variables["AWS_PROFILE"] = "mine";
        Test.Config += "[profile mine]\nregion = eu-west-1\n";
        Assert.Null(Prompt);
    }

    [Fact]
    public async Task A_chained_session_lives_by_the_login_of_its_parent()
    {
        await AddAsync();
        await ChangeAsync(new SessionChange { Status = LeappSessionStatus.Active }, Deploy);

        Assert.Equal("444455556666/Deploy 8h", Prompt);
    }

    [Theory]
    [InlineData("{ \"version\": 1, \"integrations\": [ {")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_damaged_or_missing_workspace_is_left_to_the_commands(string? content)
    {
        await StartAsync(LeappMethod.Environment);
        Replace(content);
        int told = Test.Log.Warnings.Count;

        Assert.Equal("000000000001/Admin 1h", Prompt);
        Test.Variables["LEAPPSSO_SESSION"] = null;
        Test.Variables["AWS_ACCESS_KEY_ID"] = null;
        Test.Variables["AWS_PROFILE"] = "prod-Admin";
        Assert.Null(Prompt);
        Assert.Equal(content, File.Exists(WorkspaceFile) ? await File.ReadAllTextAsync(WorkspaceFile) : null);
        Assert.Equal(told, Test.Log.Warnings.Count);
    }

    [Fact]
    public async Task Files_that_have_not_changed_are_not_read_again()
    {
        await StartAsync(LeappMethod.CredentialsFile);
        Assert.Equal("prod/Admin 1h", Prompt);
        DateTime written = File.GetLastWriteTimeUtc(WorkspaceFile);
        string text = await File.ReadAllTextAsync(WorkspaceFile);

        await File.WriteAllTextAsync(WorkspaceFile, text.Replace("\"prod\"", "\"dorp\"", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(WorkspaceFile, written);
        Assert.Equal("prod/Admin 1h", Prompt);

        File.SetLastWriteTimeUtc(WorkspaceFile, written.AddSeconds(1));
        Assert.Equal("dorp/Admin 1h", Prompt);
    }

    [Fact]
    public async Task It_writes_nothing_and_takes_no_lock()
    {
        await StartAsync(LeappMethod.SsoProfile);
        string[] before = Files();
        using FileLock held = await FileLock.AcquireAsync(WorkspaceFile, TimeSpan.FromSeconds(1), Test.Time, CancellationToken.None);

        Assert.Equal("prod/Admin 8h", Prompt);
        held.Dispose();
        Assert.Equal(before.Where(f => !f.Contains(".lock", StringComparison.Ordinal)), Files().Where(f => !f.Contains(".lock", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[{TimeLeft}]", "[]")]
    [InlineData("({AccountName} {TimeLeft})", "(prod)")]
    [InlineData("{Integration}:{AccountId} {{RoleName}} {Nobody} {", "acme:000000000001 {Admin} {Nobody} {")]
    [InlineData("", "")]
    public async Task What_is_empty_takes_its_blank_along_and_other_braces_stay(string format, string text)
    {
        Test.WithToken(TimeSpan.FromHours(8), "refresh");
        await StartAsync(LeappMethod.SsoProfile);

        Assert.Equal(text, Test.Engine.GetPrompt(format));
    }

    [Fact]
    public async Task A_name_cannot_steer_the_terminal()
    {
        await StartAsync(LeappMethod.SsoProfile);
        Replace((await File.ReadAllTextAsync(WorkspaceFile)).Replace("\"prod\"", "\"\\u001b[31mred\\u0007\"", StringComparison.Ordinal));

        Assert.Equal("\\u001b[31mred\\u0007/Admin 8h", Prompt);
    }

    private void Replace(string? workspace)
    {
        if (workspace is null)
        {
            File.Delete(WorkspaceFile);
        }
        else
        {
            File.WriteAllText(WorkspaceFile, workspace);
        }
    }
}
