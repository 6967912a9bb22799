namespace LeappSso.CredentialHelper;

/// <summary>
/// Which workspace this program serves: the one beside which it lies, so that the tools that start it need to know of no variable;
/// else the usual one.
/// </summary>
internal static class OwnFolder
{
    /// <summary>The variable that names a workspace folder.</summary>
    internal const string Variable = "LEAPPSSO_HOME";

    /// <summary>The workspace folder; null for the usual one.</summary>
    /// <param name="program">The path of this program.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    internal static string? Of(string? program, Func<string, string?> environment)
    {
        string? folder = Path.GetDirectoryName(program);
        return Path.GetFileName(folder) == "helper" && Path.GetDirectoryName(folder) is { } workspace
            && File.Exists(Path.Combine(workspace, "workspace.json"))
            ? workspace
            : environment(Variable);
    }
}
