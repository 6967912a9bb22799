namespace LeappSso.Profiles;

/// <summary>What a change makes of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Exists">Whether it is there before the change.</param>
/// <param name="Before">The bytes that are there; none if there is no file.</param>
/// <param name="After">The bytes that are to be there.</param>
/// <param name="Document">The same, as lines that know where they stood before.</param>
internal sealed record FileChange(string Path, bool Exists, byte[] Before, byte[] After, IniDocument Document)
{
    /// <summary>Whether there is anything to write.</summary>
    internal bool IsChange => !Before.AsSpan().SequenceEqual(After);
}
