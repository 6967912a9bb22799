namespace LeappSso.Platform;

/// <summary>Where this process runs, as far as it decides how a person can log in.</summary>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="fileExists">Says whether a file exists.</param>
/// <param name="os">The operating system.</param>
internal sealed class Surroundings(Func<string, string?> environment, Func<string, bool> fileExists, Os os)
{
    /// <summary>The surroundings of this very process.</summary>
    internal static Surroundings OfThisProcess { get; } = new(
        Environment.GetEnvironmentVariable,
        File.Exists,
        OperatingSystem.IsWindows() ? Os.Windows : OperatingSystem.IsMacOS() ? Os.MacOS : Os.Linux);

    /// <summary>The operating system.</summary>
    internal Os Os => os;

    /// <summary>Whether this is Linux within Windows.</summary>
    internal bool IsWsl => os == Os.Linux && (Has("WSL_DISTRO_NAME") || Has("WSL_INTEROP"));

    /// <summary>The commands of <c>$BROWSER</c>, in order; on Unix parted by colons (as Debian's sensible-browser reads it).</summary>
    internal IReadOnlyList<string> BrowserCommands => environment("BROWSER") is not { Length: > 0 } value
        ? []
        : os == Os.Windows ? [value] : value.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a browser on this machine can likely be opened and come back to a loopback address here.</summary>
    internal bool BrowserIsLikely => Has("BROWSER") || (!IsRemote && !IsContainer && (IsWsl ? OnPath("wslview") : HasDisplay));

    private bool IsRemote => Has("SSH_CONNECTION") || Has("SSH_CLIENT") || Has("SSH_TTY");

    private bool IsContainer => Has("KUBERNETES_SERVICE_HOST") || Has("CODESPACES") || Has("REMOTE_CONTAINERS") || Has("container")
        || fileExists("/.dockerenv") || fileExists("/run/.containerenv");

    private bool HasDisplay => os != Os.Linux || Has("DISPLAY") || Has("WAYLAND_DISPLAY");

    private bool Has(string name) => environment(name) is { Length: > 0 };

    private bool OnPath(string program) => (environment("PATH") ?? string.Empty)
        .Split(os == Os.Windows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => fileExists(Path.Combine(folder, program)));
}
