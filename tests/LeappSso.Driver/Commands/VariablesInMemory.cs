using LeappSso.Ports;

namespace LeappSso.Driver;

/// <summary>The variables of a process that lives in a home folder of its own.</summary>
internal sealed class VariablesInMemory : IVariables
{
    private readonly Dictionary<string, string> _values = [];

    internal VariablesInMemory(string home, string workspace)
    {
        _values["HOME"] = _values["USERPROFILE"] = home;
        _values["LEAPPSSO_HOME"] = Path.Combine(home, workspace);
    }

    public string? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            if (value is null)
            {
                _values.Remove(name);
            }
            else
            {
                _values[name] = value;
            }
        }
    }
}
