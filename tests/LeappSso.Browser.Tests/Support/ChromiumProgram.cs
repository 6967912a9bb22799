namespace LeappSso.Browser.Tests.Support;

/// <summary>The Chromium of this machine; none is ever downloaded.</summary>
internal static class ChromiumProgram
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Finds the program.</summary>
    /// <exception cref="InvalidOperationException">There is none, so nothing here can be tested.</exception>
    internal static string Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new InvalidOperationException($"CHROMIUM_PATH names '{given}', which is no file.");
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> files = s_names.SelectMany(name => folders.Select(f => Path.Combine(f, OperatingSystem.IsWindows() ? name + ".exe" : name)));
        return files.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"No Chromium was found: none of {string.Join(", ", s_names)} is on PATH, and CHROMIUM_PATH is not set."
            + " Install Chromium (on Debian: apt-get install chromium).");
    }
}
