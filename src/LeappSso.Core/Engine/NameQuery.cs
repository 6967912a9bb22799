namespace LeappSso.Engine;

/// <summary>What a person has typed of a name.</summary>
/// <param name="Typed">The text.</param>
/// <param name="Inside">Whether its words may stand anywhere in a name, instead of the text at its beginning.</param>
/// <param name="Within">Which sessions count, as other parameters say; the name itself is not tested by it.</param>
public sealed record NameQuery(string Typed, bool Inside, SessionFilter Within)
{
    private readonly string[] _words = Typed.Split([' ', '*'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of the text.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Whether a name may be meant, whatever the letter case.</summary>
    /// <param name="name">The name.</param>
    public bool Fits(string name) => Fits(name, string.Empty);

    /// <summary>Whether a name may be meant, or what stands for it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="also">Other words for it, which count where the text may stand anywhere.</param>
    public bool Fits(string name, string also)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(also);
        if (!Inside)
        {
            return name.StartsWith(Typed, StringComparison.OrdinalIgnoreCase);
        }

        foreach (string word in _words)
        {
            if (!name.Contains(word, StringComparison.OrdinalIgnoreCase) && !also.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
