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

    /// <summary>Refuses a name that no profile may have.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidProfileName"/>.</exception>
    internal static void DemandProfileName(string name)
    {
        const string What = "a profile name";
        DemandName(name, LeappErrorCode.InvalidProfileName, What);
        // Python's configparser, by which AWS CLI reads, lets every section inherit from [DEFAULT].
        if (name != SectionName.Default && name.Equals(SectionName.Default, StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal(
                name, LeappErrorCode.InvalidProfileName, What,
                "It is the default profile for no AWS tool, and AWS CLI gives what is under [DEFAULT] to every profile. Write 'default', or another name.");
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

    /// <summary>Refuses a text that is empty or could end the line, or the value, before its end.</summary>
    /// <exception cref="LeappException">With the given code.</exception>
    internal static void DemandLine(string text, LeappErrorCode code, string what)
    {
        // SDKs that know comments behind a value (JavaScript) cut it there.
        if (text.Length == 0 || text != text.Trim() || text.Any(c => c is < ' ' or '\x7F')
            || text.Contains(" #", StringComparison.Ordinal) || text.Contains(" ;", StringComparison.Ordinal))
        {
            throw Refusal(text, code, what, "It must not be empty or have control characters, ' #' or ' ;'.");
        }
    }

    /// <summary>Refuses a key that is not one line of visible ASCII. The refusal does not show it.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.CredentialsInvalid"/>.</exception>
    internal static void DemandSecret(string secret, string session)
    {
        if (secret.Length == 0 || secret.Any(c => c is <= ' ' or > '~'))
        {
            throw new LeappException(
                LeappErrorCode.CredentialsInvalid, $"AWS answered with keys of {session} that cannot be written into an AWS file, so they were not.", session);
        }
    }

    private static LeappException Refusal(string text, LeappErrorCode code, string what, string rule) =>
        new(code, $"'{VisibleText.Of(text)}' cannot be written into an AWS file as {what}. {rule}", text);
}
