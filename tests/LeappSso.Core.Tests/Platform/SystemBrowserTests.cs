using System.Diagnostics;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Platform;

namespace LeappSso.Core.Tests.Platform;

/// <summary>What opens an address on each system, and that no shell reads it.</summary>
public sealed class SystemBrowserTests
{
    private const string Address = "https://oidc.eu-west-1.amazonaws.com/authorize?a=1&b=$(touch%20x)";

    [Fact]
    public void Windows_opens_it_by_itself()
    {
        ProcessStartInfo start = Assert.Single(Candidates(Os.Windows, []));
        Assert.True(start.UseShellExecute);
        Assert.Equal(Address, start.FileName);
    }

    [Fact]
    public void MacOS_has_a_program_of_its_own() => Assert.Equal(["/usr/bin/open", Address], Words(Assert.Single(Candidates(Os.MacOS, []))));

    [Fact]
    public void Linux_has_the_one_of_the_desktop() => Assert.Equal(["xdg-open", Address], Words(Assert.Single(Candidates(Os.Linux, []))));

    [Fact]
    public void Linux_within_Windows_asks_Windows_first() => Assert.Equal(
        [["wslview", Address], ["xdg-open", Address]],
        Candidates(Os.Linux, new() { ["WSL_DISTRO_NAME"] = "Debian" }).Select(Words));

    [Theory]
    [InlineData(nameof(Os.Linux), "w3m -dump '%s':firefox", new[] { "w3m", "-dump", Address }, new[] { "firefox", Address })]
    [InlineData(nameof(Os.MacOS), "open -a Safari", new[] { "open", "-a", "Safari", Address })]
    [InlineData(nameof(Os.Windows), "firefox -private", new[] { "firefox", "-private", Address })]
    public void BROWSER_alone_counts_where_it_is_set_and_gets_the_address_as_one_word(string os, string browser, params string[][] expected)
    {
        ProcessStartInfo[] candidates = Candidates(Enum.Parse<Os>(os), new() { ["BROWSER"] = browser });
        Assert.Equal(expected, candidates.Select(Words));
        Assert.All(candidates, start => Assert.False(start.UseShellExecute));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ms-settings:privacy")]
    public void Only_https_and_this_machine_are_opened(string address)
    {
        SystemBrowser browser = new(new Surroundings(name => name == "BROWSER" ? "/nowhere/at-all" : null, _ => false, Os.Linux));
        Assert.StartsWith("only https addresses are opened", browser.Open(new Uri(address)), StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_BROWSER_that_is_not_there_is_named()
    {
        SystemBrowser browser = new(new Surroundings(name => name == "BROWSER" ? "/nonexistent/firefox" : null, _ => false, Os.Linux));
        Assert.Equal("the browser '/nonexistent/firefox' of $BROWSER was not found", browser.Open(new Uri(Address)));
    }

    [UnixFact]
    public async Task A_BROWSER_that_ends_in_failure_is_told_later()
    {
        SystemBrowser browser = new(new Surroundings(name => name == "BROWSER" ? "sh -c 'exit 3'" : null, _ => false, Os.Linux));
        TaskCompletionSource<string> told = new();
        Assert.Null(browser.Open(new Uri(Address), told.SetResult));
        Assert.Equal("the browser 'sh' of $BROWSER ended with the exit code 3", await told.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData(nameof(Os.Linux), "WSL_INTEROP", true)]
    [InlineData(nameof(Os.Linux), "DISPLAY", false)]
    [InlineData(nameof(Os.Windows), "WSL_INTEROP", false)]
    public void Only_the_browser_of_Windows_sees_the_ports_of_a_Linux_within_it_late(string os, string variable, bool expected) =>
        Assert.Equal(expected, new SystemBrowser(new Surroundings(name => name == variable ? "1" : null, _ => false, Enum.Parse<Os>(os))).SeesPortsLate);

    private static ProcessStartInfo[] Candidates(Os os, Dictionary<string, string> variables) =>
        [.. new SystemBrowser(new Surroundings(variables.GetValueOrDefault, _ => false, os)).Candidates(Address)];

    private static string[] Words(ProcessStartInfo start) => [start.FileName, .. start.ArgumentList];
}
