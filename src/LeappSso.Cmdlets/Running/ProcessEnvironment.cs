using System.Collections;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// Two environments for one process: its own, and that of a block that runs in it. One of them is in force, the other is kept.
/// </summary>
internal sealed class ProcessEnvironment
{
    private readonly object _gate = new();
    private Dictionary<string, string> _kept;
    private bool _isOfBlock;

    /// <summary>Makes the environment of a block: the own one with other variables.</summary>
    /// <param name="set">What the block finds set.</param>
    /// <param name="removed">What it does not find.</param>
    internal ProcessEnvironment(IEnumerable<KeyValuePair<string, string>> set, IEnumerable<string> removed)
    {
        _kept = Present();
        foreach (string name in removed)
        {
            _kept.Remove(name);
        }

        Renew(set);
    }

    /// <summary>Puts the environment of the block in force.</summary>
    internal void Enter() => Switch(toBlock: true);

    /// <summary>Puts the own environment in force, as it was.</summary>
    internal void Leave() => Switch(toBlock: false);

    /// <summary>Changes variables of the block, whether or not it is in force.</summary>
    internal void Renew(IEnumerable<KeyValuePair<string, string>> set)
    {
        lock (_gate)
        {
            foreach ((string name, string value) in set)
            {
                if (_isOfBlock)
                {
                    Environment.SetEnvironmentVariable(name, value);
                }
                else
                {
                    _kept[name] = value;
                }
            }
        }
    }

    private void Switch(bool toBlock)
    {
        lock (_gate)
        {
            if (_isOfBlock == toBlock)
            {
                return;
            }

            Dictionary<string, string> present = Present();
            foreach (string name in present.Keys.Where(n => !_kept.ContainsKey(n)))
            {
                Environment.SetEnvironmentVariable(name, null);
            }

            foreach ((string name, string value) in _kept.Where(v => !present.TryGetValue(v.Key, out string? now) || now != v.Value))
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            _kept = present;
            _isOfBlock = toBlock;
        }
    }

    private static Dictionary<string, string> Present()
    {
        Dictionary<string, string> variables = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string)variable.Value!;
        }

        return variables;
    }
}
