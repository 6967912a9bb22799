using LeappSso.Platform;

namespace LeappSso.Core.Tests.Platform;

/// <summary>Where a browser is likely, on each system.</summary>
public sealed class SurroundingsTests
{
    [Theory]
    [InlineData(nameof(Os.Windows), "", true)]
    [InlineData(nameof(Os.MacOS), "", true)]
    [InlineData(nameof(Os.Linux), "", false)]
    [InlineData(nameof(Os.Linux), "DISPLAY=:0", true)]
    [InlineData(nameof(Os.Linux), "WAYLAND_DISPLAY=wayland-0", true)]
    [InlineData(nameof(Os.Linux), "DISPLAY=:0 SSH_CONNECTION=1", false)]
    [InlineData(nameof(Os.MacOS), "SSH_TTY=/dev/ttys001", false)]
    [InlineData(nameof(Os.Windows), "SSH_CLIENT=1", false)]
    [InlineData(nameof(Os.Windows), "SSH_CLIENT=1 BROWSER=firefox.exe", true)]
    [InlineData(nameof(Os.Linux), "DISPLAY=:0 CODESPACES=true", false)]
    [InlineData(nameof(Os.Linux), "DISPLAY=:0 WSL_DISTRO_NAME=Debian", false)]
    [InlineData(nameof(Os.Linux), "WSL_INTEROP=1 PATH=/bin:/usr/bin", true, "/usr/bin/wslview")]
    [InlineData(nameof(Os.Linux), "DISPLAY=:0", false, "/.dockerenv")]
    [InlineData(nameof(Os.Windows), "WSL_DISTRO_NAME=Debian", true)]
    public void A_browser_is_likely(string os, string variables, bool expected, string? file = null) =>
        Assert.Equal(expected, Of(os, variables, file).BrowserIsLikely);

    [Theory]
    [InlineData(nameof(Os.Linux), "firefox:w3m %s: ", new[] { "firefox", "w3m %s" })]
    [InlineData(nameof(Os.MacOS), "/usr/bin/open -a Safari", new[] { "/usr/bin/open -a Safari" })]
    [InlineData(nameof(Os.Windows), @"C:\Tools\firefox.exe", new[] { @"C:\Tools\firefox.exe" })]
    public void BROWSER_names_commands(string os, string value, string[] expected) =>
        Assert.Equal(expected, new Surroundings(name => name == "BROWSER" ? value : null, _ => false, Enum.Parse<Os>(os)).BrowserCommands);

    private static Surroundings Of(string os, string variables, string? file)
    {
        Dictionary<string, string> values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Surroundings(values.GetValueOrDefault, path => path == file, Enum.Parse<Os>(os));
    }
}
