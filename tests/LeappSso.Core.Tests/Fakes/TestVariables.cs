using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>The variables of a process of its own.</summary>
internal sealed class TestVariables : IVariables
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public string? this[string name]
    {
        get => _variables.GetValueOrDefault(name);
        set
        {
            if (value is null)
            {
                _variables.Remove(name);
            }
            else
            {
                _variables[name] = value;
            }
        }
    }

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> All => [.. _variables.Select(v => $"{v.Key}={v.Value}").Order(StringComparer.Ordinal)];
}
