using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// Global variables of PowerShell as a block finds them, and as the caller has them: a block of a module sees no others of this command.
/// </summary>
internal sealed class GlobalVariables
{
    private readonly PSVariableIntrinsics _variables;
    private Dictionary<string, (bool Exists, object? Value)> _kept;

    /// <summary>Makes those of a block.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="ofBlock">What the block finds.</param>
    internal GlobalVariables(PSVariableIntrinsics variables, IEnumerable<KeyValuePair<string, object?>> ofBlock)
    {
        _variables = variables;
        _kept = ofBlock.ToDictionary(v => v.Key, v => (true, v.Value));
    }

    /// <summary>Changes from the ones to the others.</summary>
    internal void Swap()
    {
        Dictionary<string, (bool Exists, object? Value)> present = [];
        foreach ((string name, (bool exists, object? value)) in _kept)
        {
            string path = $"global:{name}";
            PSVariable? known = _variables.Get(path);
            present[name] = (known is not null, known?.Value);
            if (exists)
            {
                _variables.Set(path, value);
            }
            else if (known is not null)
            {
                _variables.Remove(path);
            }
        }

        _kept = present;
    }
}
