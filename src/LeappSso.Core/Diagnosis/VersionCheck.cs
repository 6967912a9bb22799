using LeappSso.Platform;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>The versions of what works together here. The helper has a check of its own.</summary>
internal sealed class VersionCheck() : Check("Versions", "the versions of module, PowerShell, AWS CLI and AWS Tools (starts 'aws --version')")
{
    /// <summary>The first AWS CLI that knows sections named sso-session (its changelog, 2.9.0).</summary>
    private static readonly Version s_knowsSessions = new(2, 9);

    private static readonly string[] s_tools = ["AWS.Tools.Common", "AWSPowerShell.NetCore", "AWSPowerShell"];

    /// <inheritdoc/>
    internal override Task PrepareAsync(Evidence evidence, CancellationToken cancellationToken) => evidence.Cli.ReadAsync(evidence, cancellationToken);

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        List<LeappFinding> found = [.. OfCli(evidence.Cli).Concat(OfModule(evidence))];
        // Which versions there are is asked for with every report of a fault, whatever is wrong with one of them.
        return found.Count == 0 ? found : found.Prepend(Note(Summary(evidence), null, null));
    }

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence)
    {
        string module = evidence.Runtime.ModuleVersion is { } version ? $"LeappSso {version}, " : string.Empty;
        string shell = evidence.Runtime.PowerShellVersion is { } known ? $"PowerShell {known}, " : string.Empty;
        string cli = evidence.Cli.Program is { } program ? $"AWS CLI {evidence.Cli.Version?.ToString() ?? "of an unknown version"} ({program})" : "no AWS CLI on the path";
        string[] tools =
        [
            .. from name in s_tools
               let newest = Find(evidence, name).Max(m => m.Version)
               where newest is not null
               select $"{name} {newest}",
        ];
        return $"{module}{shell}.NET {Environment.Version}; {cli}; {(tools.Length > 0 ? string.Join(", ", tools) : "no AWS Tools for PowerShell")}.";
    }

    private IEnumerable<LeappFinding> OfCli(CliReading cli)
    {
        if (cli.Program is not { } program)
        {
            yield break;
        }

        if (cli.IsLate)
        {
            yield return Note(
                $"{program} --version gave no answer within {ProgramAnswer.Limit.TotalSeconds:0} seconds, so the version of AWS CLI is not known.",
                "The machine may be busy: look again later, or see whether it runs: aws --version", program);
        }
        else if (cli.Version is not { } version)
        {
            yield return Warning($"{program} --version tells no version of AWS CLI.", "See what it is, and whether it runs: aws --version", program);
        }
        else if (version.Major < 2)
        {
            yield return Note(
                $"{program} is AWS CLI {version}. It has no 'aws sso login'; LeappSso logs in for it.", "AWS CLI 2 can stand beside it, in front of it on the path.", program);
        }
        else if (version < s_knowsSessions)
        {
            yield return Warning(
                $"{program} is AWS CLI {version}, which does not know sso-session sections (from {s_knowsSessions} on), so no profile by method SsoProfile works in it.",
                "Update AWS CLI, or activate by -Method CredentialProcess.", program);
        }
    }

    private IEnumerable<LeappFinding> OfModule(Evidence evidence)
    {
        if (evidence.Runtime is not { ModuleFolder: { } folder, ModuleVersion: { } loaded })
        {
            yield break;
        }

        foreach (InstalledModule other in Find(evidence, "LeappSso").Where(m => RealPath.Of(m.Folder) != RealPath.Of(folder)))
        {
            yield return other.Version > loaded
                ? Warning(
                    $"LeappSso {other.Version} is in {other.Folder}, but this PowerShell has loaded {loaded}.",
                    "Start a new PowerShell, and import no older version there.", other.Folder)
                : Note(
                    $"LeappSso {other.Version} is in {other.Folder} too; this PowerShell has loaded {loaded}.",
                    "Uninstall-PSResource LeappSso removes versions that are no longer needed.", other.Folder);
        }
    }

    private static IReadOnlyList<InstalledModule> Find(Evidence evidence, string name) => InstalledModule.Find(evidence.Variable("PSModulePath"), name);
}
