namespace LeappSso.Engine;

/// <summary>What environment variables were before this module set them, and what it set them to.</summary>
public sealed class VariableMemory
{
    private readonly Dictionary<string, (string? Before, string? Ours)> _held = new(StringComparer.Ordinal);

    /// <summary>Notes that a variable is set. What it was before the first time is what counts.</summary>
    internal void Note(string name, string? before, string? ours)
    {
        lock (_held)
        {
            _held[name] = (_held.TryGetValue(name, out (string? Before, string? Ours) known) ? known.Before : before, ours);
        }
    }

    /// <summary>Forgets what a variable was before, if it was one of these.</summary>
    internal void Forget(string name, IReadOnlyCollection<string> values)
    {
        lock (_held)
        {
            if (_held.TryGetValue(name, out (string? Before, string? Ours) known) && known.Before is not null && values.Contains(known.Before))
            {
                _held[name] = (null, known.Ours);
            }
        }
    }

    /// <summary>What a variable was before it was set to a value; null where it was not there, or where that is not known.</summary>
    internal string? Before(string name, string ours)
    {
        lock (_held)
        {
            return _held.TryGetValue(name, out (string? Before, string? Ours) known) && known.Ours == ours ? known.Before : null;
        }
    }

    /// <summary>Gives what was noted, and forgets it.</summary>
    internal IReadOnlyDictionary<string, (string? Before, string? Ours)> Take()
    {
        lock (_held)
        {
            Dictionary<string, (string? Before, string? Ours)> taken = new(_held, StringComparer.Ordinal);
            _held.Clear();
            return taken;
        }
    }
}
