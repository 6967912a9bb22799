using System.Collections;
using LeappSso.Cmdlets.Loading;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// Two environments for one process: its own, and that of a block that runs in it. One of them is in force, the other is kept. Blocks within
/// blocks have environments within environments.
/// </summary>
internal sealed class ProcessEnvironment
{
    // The variables are one set for the whole process, so is who holds them.
    private static readonly object s_gate = new();
    private static ProcessEnvironment? s_inForce;

    private readonly ProcessEnvironment? _outer;
    private Dictionary<string, string> _kept;
    private bool _isOfBlock;

    /// <summary>Makes the environment of a block: the one in force with other variables.</summary>
    /// <param name="without">What becomes of variables of the one in force; null for those that the block does not find.</param>
    /// <param name="set">What the block finds set.</param>
    internal ProcessEnvironment(IEnumerable<KeyValuePair<string, string?>> without, IEnumerable<KeyValuePair<string, string>> set)
    {
        lock (s_gate)
        {
            _outer = s_inForce;
            _kept = Present();
            foreach ((string name, string? value) in without)
            {
                if (value is null)
                {
                    _kept.Remove(name);
                }
                else
                {
                    _kept[name] = value;
                }
            }

            foreach ((string name, string value) in set)
            {
                _kept[name] = value;
            }
        }
    }

    /// <summary>Puts the environment of the block in force.</summary>
    internal void Enter() => Switch(toBlock: true);

    /// <summary>Puts the own environment in force, as it was.</summary>
    internal void Leave() => Switch(toBlock: false);

    /// <summary>Changes variables of the block, whether or not it is in force.</summary>
    /// <param name="set">The variables.</param>
    /// <param name="name">The variable that has to be as it was given, else the block has put something of its own there, and nothing is changed.</param>
    /// <param name="value">How it was given.</param>
    internal void Renew(IEnumerable<KeyValuePair<string, string>> set, string name, string value)
    {
        lock (s_gate)
        {
            Dictionary<string, string>? kept = Place();
            string? present = kept is null ? Environment.GetEnvironmentVariable(name) : kept.GetValueOrDefault(name);
            if (present != value)
            {
                return;
            }

            foreach ((string changed, string to) in set)
            {
                if (kept is null)
                {
                    Environment.SetEnvironmentVariable(changed, to);
                }
                else
                {
                    kept[changed] = to;
                }
            }
        }
    }

    /// <summary>Where the variables of the block are now: kept here, kept by a block within it, or, null, in the process.</summary>
    private Dictionary<string, string>? Place()
    {
        if (!_isOfBlock)
        {
            return _kept;
        }

        ProcessEnvironment? within = s_inForce;
        while (within is not null && within != this && within._outer != this)
        {
            within = within._outer;
        }

        return within is null || within == this ? null : within._kept;
    }

    private void Switch(bool toBlock)
    {
        lock (s_gate)
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
            s_inForce = toBlock ? this : _outer;
            LoadedSdks.LookAgain();
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
