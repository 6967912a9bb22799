namespace LeappSso.Profiles;

/// <summary>
/// What may be written into an AWS file. Names are of the characters that every AWS SDK reads; nothing can end a line or begin another.
/// </summary>
internal static class SectionText
{
    /// <summary>Refuses a name with other characters than <c>A-Z a-z 0-9 _ - @ + . % : /</c>.</summary>
    /// <exception cref="LeappException">With the given code.</exception>
    internal static void DemandName(string name, LeappErrorCode code, string what)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "_-@+.%:/".Contains(c, StringComparison.Ordinal)))
        {
            throw Refusal(name, code, what, "Use letters, digits and _ - @ + . % : / only.");
        }
    }

    /// <summary>Refuses a value that is empty or has blanks, control characters or characters beyond ASCII.</summary>
    /// <exception cref="LeappException">With the given code.</exception>
    internal static void DemandValue(string value, LeappErrorCode code, string what)
    {
        if (value.Length == 0 || value.Any(c => c is <= ' ' or > '~'))
        {
            throw Refusal(value, code, what, "It must not be empty or have blanks, control characters or characters beyond ASCII.");
        }
    }

    private static LeappException Refusal(string text, LeappErrorCode code, string what, string rule)
    {
        string shown = new([.. text.Take(100).Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
        return new LeappException(code, $"'{shown}' cannot be written into an AWS file as {what}. {rule} Nothing was changed.", text);
    }
}
