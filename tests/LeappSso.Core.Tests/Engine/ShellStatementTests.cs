using System.Diagnostics;
using System.Text;
using CsCheck;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

public sealed class ShellStatementTests : MethodScene
{
    private const string Quotes = "'\"`\u2018\u2019\u201a\u201b\u201c$\\%!&|<>^;()*?[]{}~#= \u00e4\u672c";

    private static readonly string[] s_regions = ["AWS_REGION", "AWS_DEFAULT_REGION", "LEAPPSSO_REGION"];

    [Fact]
    public async Task The_statements_set_what_the_method_Environment_sets_and_take_away_what_would_win()
    {
        await ChangeAsync(new SessionChange { Region = "us-east-1" }, Admin);
        foreach (string name in (string[])["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN"])
        {
            Test.Variables[name] = "mine";
        }

        foreach (string line in await LinesAsync(LeappShell.Bash, Admin))
        {
            string[] words = line.Split(' ', '=');
            Test.Variables[words[1]] = words[0] == "unset" ? null : words[2].Trim('\'');
        }

        IReadOnlyList<string> byStatements = Test.Variables.All;
        await StopAsync();
        await StartAsync(LeappMethod.Environment);
        Assert.Equal(byStatements, Test.Variables.All);
        Assert.Contains("AWS_DEFAULT_REGION=us-east-1", byStatements);
    }

    [Theory]
    [InlineData(LeappShell.PowerShell, "$env:AWS_ACCESS_KEY_ID = 'ASIA1'", "$env:AWS_PROFILE = $null")]
    [InlineData(LeappShell.Bash, "export AWS_ACCESS_KEY_ID='ASIA1'", "unset AWS_PROFILE")]
    [InlineData(LeappShell.Cmd, "set \"AWS_ACCESS_KEY_ID=ASIA1\"", "set \"AWS_PROFILE=\"")]
    public async Task Each_line_is_a_statement_of_the_shell(LeappShell shell, string setting, string removal)
    {
        List<string> lines = await LinesAsync(shell, Admin);

        Assert.Contains(setting, lines);
        Assert.Contains(removal, lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("export", StringComparison.Ordinal) && line.Contains("REGION", StringComparison.Ordinal));
    }

    [UnixTheory]
    [InlineData("ours", "ours", "ours", "none none none")]
    [InlineData("mine", "ours", "ours", "mine none none")]
    [InlineData("ours", "mine", "ours", "none mine none")]
    [InlineData("mine", "mine", null, "mine mine none")]
    [InlineData("", "", null, "empty empty none")]
    [InlineData("", null, "", "empty none none")]
    [InlineData(null, null, null, "none none none")]
    [InlineData("a b'$(exit 3)*", "! -o x", "a b'$(exit 3)*", "none ! -o x none")]
    public async Task A_session_without_a_region_takes_that_of_the_session_before_away_and_leaves_one_that_was_set_by_hand(
        string? region, string? defaultRegion, string? regionOfSession, string expected)
    {
        string script = string.Join('\n', [
            "set -eu",
            .. Exports(("AWS_REGION", region), ("AWS_DEFAULT_REGION", defaultRegion), ("LEAPPSSO_REGION", regionOfSession)),
            .. await LinesAsync(LeappShell.Bash, Admin),
            .. s_regions.Select(name => $"if [ -z \"${{{name}+set}}\" ]; then echo none; elif [ -z \"${name}\" ]; then echo empty; else printf '%s\\n' \"${name}\"; fi"),
        ]);

        Assert.All((string[])["bash", "sh"], shell => Assert.Equal(expected, string.Join(' ', Run(shell, script))));
    }

    [UnixTheory]
    [InlineData("bash")]
    [InlineData("sh")]
    public async Task One_session_after_the_other_in_a_shell_has_the_region_of_the_second(string shell)
    {
        await ChangeAsync(new SessionChange { Region = "us-east-1" }, Admin);
        List<string> with = await LinesAsync(LeappShell.Bash, Admin);
        List<string> without = await LinesAsync(LeappShell.Bash, ReadOnly);
        const string Show = "echo \"$LEAPPSSO_SESSION ${AWS_REGION-none} ${AWS_DEFAULT_REGION-none} ${LEAPPSSO_REGION-none}\"";

        Assert.Equal(
            [$"{Admin} us-east-1 us-east-1 us-east-1", $"{ReadOnly} none none none", $"{Admin} us-east-1 us-east-1 us-east-1"],
            Run(shell, string.Join('\n', [.. with, Show, .. without, Show, .. with, Show])));
    }

    [Fact]
    public async Task The_command_prompt_whose_statements_hold_no_condition_takes_the_region_away_in_any_case()
    {
        List<string> lines = await LinesAsync(LeappShell.Cmd, Admin);

        Assert.Equal(s_regions.Select(name => $"set \"{name}=\""), lines.Where(line => line.Contains("REGION", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_session_by_two_names_is_one_and_two_sessions_are_ambiguous_before_anything_is_fetched()
    {
        Assert.NotEmpty(await LinesAsync(LeappShell.Bash, Admin, "prod-Admin"));
        int fetched = Test.Portal.Calls("GetRoleCredentials", "000000000001/ReadOnly");

        LeappException refused = await Assert.ThrowsAsync<LeappException>(() => LinesAsync(LeappShell.Bash, Admin, ReadOnly));

        Assert.Equal((LeappErrorCode.SessionAmbiguous, fetched), (refused.Code, Test.Portal.Calls("GetRoleCredentials", "000000000001/ReadOnly")));
        Assert.Empty(await LinesAsync(LeappShell.Bash, "nothing"));
        Assert.Equal(LeappErrorCode.SessionNotFound, Assert.Single(Test.Log.Failures).Code);
    }

    [Theory]
    [InlineData(LeappShell.Cmd, "a%b")]
    [InlineData(LeappShell.Cmd, "a!b")]
    [InlineData(LeappShell.Cmd, "a\"b")]
    [InlineData(LeappShell.Cmd, "a\nb")]
    [InlineData(LeappShell.Bash, "a\nb")]
    [InlineData(LeappShell.PowerShell, "a\rb")]
    [InlineData(LeappShell.PowerShell, "a\u2028b")]
    public void What_a_line_of_a_shell_cannot_hold_is_refused_and_not_told(LeappShell shell, string value)
    {
        LeappException refused = Assert.Throws<LeappException>(() => ShellStatements.Setting(shell, "X", value, Admin));

        Assert.Equal(LeappErrorCode.CredentialsInvalid, refused.Code);
        Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_command_prompt_can_hold_stands_between_its_quotes_as_it_is() =>
        Assert.Equal("set \"X=a&b|c<d>e^f g'h=\\\"", ShellStatements.Setting(LeappShell.Cmd, "X", "a&b|c<d>e^f g'h=\\", Admin));

    [UnixFact]
    public void Bash_has_each_value_as_it_was()
    {
        Gen.Select(Gen.Char[Quotes], Gen.Char['\u0020', '\u007e']).Select((a, b) => a.ToString() + b).Array[1, 12].Select(string.Concat).Array[1, 40].Sample(
            values =>
            {
                StringBuilder script = new();
                for (int i = 0; i < values.Length; i++)
                {
                    script.Append(ShellStatements.Setting(LeappShell.Bash, $"X{i}", values[i], Admin)).Append('\n');
                }

                script.Append("for ((i=0; i<").Append(values.Length).Append("; i++)); do v=\"X$i\"; printf '%s\\n' \"${!v}\"; done\n");
                Assert.Equal(values, Run("bash", script.ToString()));
            },
            iter: 20,
            threads: 1);
    }

    private static IEnumerable<string> Exports(params (string Name, string? Value)[] variables) =>
        variables.Select(v => v.Value is null ? $"unset {v.Name}" : ShellStatements.Setting(LeappShell.Bash, v.Name, v.Value, Admin));

    private static string[] Run(string shell, string script)
    {
        ProcessStartInfo start = new(shell, ["-c", script]) { RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.TrimEnd('\n').Split('\n');
    }

    private async Task<List<string>> LinesAsync(LeappShell shell, params string[] names)
    {
        List<string> lines = [];
        await Test.Engine.GetStatementsAsync(names, shell, lines.Add, CancellationToken.None);
        return lines;
    }
}
