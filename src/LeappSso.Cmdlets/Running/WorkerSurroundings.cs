using System.Management.Automation;
using LeappSso.Cmdlets.Loading;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Running;

/// <summary>What worker processes have in common with the PowerShell that starts them.</summary>
/// <param name="Location">The folder in which blocks begin.</param>
/// <param name="ModulePath">Where modules are found.</param>
/// <param name="LanguageMode">What script may do.</param>
/// <param name="Variables">What the environment variables were before a session was put there.</param>
internal sealed record WorkerSurroundings(string Location, string ModulePath, PSLanguageMode LanguageMode, VariableMemory Variables)
{
    /// <summary>Those of the PowerShell in which a command runs.</summary>
    internal static WorkerSurroundings Of(PSCmdlet cmdlet) => new(
        cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath, ModulePathWithOwn(), cmdlet.SessionState.LanguageMode,
        EngineFactory.Memory.Variables);

    /// <summary>With the folder of this module first, so that a block that uses it gets the same version.</summary>
    private static string ModulePathWithOwn()
    {
        string present = Environment.GetEnvironmentVariable("PSModulePath") ?? string.Empty;
        string version = Path.GetDirectoryName(Path.GetDirectoryName(typeof(WorkerSurroundings).Assembly.Location)!)!;
        string? own = Path.GetDirectoryName(Path.GetDirectoryName(version));
        return own is null || present.Split(Path.PathSeparator).Contains(own, StringComparer.Ordinal) ? present : own + Path.PathSeparator + present;
    }
}
