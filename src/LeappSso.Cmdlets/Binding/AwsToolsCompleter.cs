using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Binding;

/// <summary>Completes -ProfileName of the commands of AWS Tools for PowerShell with the profiles in the AWS files.</summary>
public sealed class AwsToolsCompleter : LocalCompleter
{
    /// <summary>
    /// What PowerShell runs for every parameter of that name, whatever its command: a completer for a parameter alone is the only one that holds for
    /// modules that are loaded later. It gives nothing, and so leaves it to others, where the command is none of AWS Tools.
    /// </summary>
    internal const string Script =
        """
        param($commandName, $parameterName, $wordToComplete, $commandAst, $fakeBoundParameters)
        [LeappSso.Cmdlets.Binding.AwsToolsCompleter]::new().CompleteFor(
            @(Microsoft.PowerShell.Core\Get-Command -Name $commandName -ErrorAction Ignore), $wordToComplete, $commandAst, $fakeBoundParameters)
        """;

    /// <summary>Completes where a command is one of AWS Tools.</summary>
    /// <param name="commands">What its name stands for.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">Its parameters.</param>
    public IEnumerable<CompletionResult> CompleteFor(
        object[] commands, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Array.Exists(commands ?? [], IsOfAwsTools)
            ? CompleteArgument(string.Empty, "ProfileName", wordToComplete, commandAst, fakeBoundParameters)
            : [];

    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => new KnownNames().WrittenProfiles(query);

    private static bool IsOfAwsTools(object? found)
    {
        object? command = found is PSObject wrapped ? wrapped.BaseObject : found;
        string? module = ((command as AliasInfo)?.ResolvedCommand ?? command as CommandInfo)?.ModuleName;
        return module is not null
            && (module.StartsWith("AWS.Tools.", StringComparison.OrdinalIgnoreCase) || module.StartsWith("AWSPowerShell", StringComparison.OrdinalIgnoreCase));
    }
}
