namespace LeappSso.Engine;

/// <summary>A name that is known.</summary>
/// <param name="Value">The name.</param>
/// <param name="About">A line about what has it.</param>
public sealed record KnownName(string Value, string About)
{
    /// <summary>Other words by which it is found.</summary>
    public string Also { get; init; } = string.Empty;
}
