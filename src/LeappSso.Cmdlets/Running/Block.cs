using System.Collections;
using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>What runs with each session.</summary>
/// <param name="Script">The block as the user gave it.</param>
/// <param name="Arguments">What it gets as <c>$args</c>, or by its own parameters.</param>
/// <param name="UsingValues">The values of its <c>$using:</c> expressions; null where it has none.</param>
internal sealed record Block(ScriptBlock Script, object?[] Arguments, Hashtable? UsingValues)
{
    /// <summary>Puts it into a shell that runs elsewhere.</summary>
    internal void AddTo(PowerShell shell)
    {
        shell.AddScript(Script.ToString(), useLocalScope: true);
        foreach (object? argument in Arguments)
        {
            shell.AddArgument(argument);
        }

        if (UsingValues is not null)
        {
            shell.AddParameter(Running.UsingValues.Parameter, UsingValues);
        }
    }
}
