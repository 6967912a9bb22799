namespace LeappSso.Profiles;

/// <summary>One line of an AWS file, with its own line end.</summary>
/// <param name="Text">The line as Latin-1, one character a byte, so that every byte comes back as it was.</param>
/// <param name="End">CR LF, LF, or nothing at the end of the file.</param>
internal sealed record IniLine(string Text, string End)
{
    internal bool IsBlank => Text.AsSpan().Trim(" \t\f\v").IsEmpty;

    internal bool IsComment => Text.Length > 0 && Text.TrimStart() is ['#' or ';', ..];

    /// <summary>A line that is indented continues the key above (Python's configparser).</summary>
    internal bool IsIndented => Text.Length > 0 && Text[0] is ' ' or '\t';

    internal bool IsHeader => Text.Length > 2 && Text[0] == '[' && Text.LastIndexOf(']') > 1;

    /// <summary>The key of a line at column 1, in lower case as every reader has it; null if the line has none.</summary>
    internal string? Key
    {
        get
        {
            if (IsBlank || IsComment || IsIndented || IsHeader)
            {
                return null;
            }

            int delimiter = Text.AsSpan().IndexOfAny('=', ':');
            return delimiter > 0 ? Text[..delimiter].Trim().ToLowerInvariant() : null;
        }
    }

    /// <summary>What stands behind the key, without blanks around it.</summary>
    internal string Value
    {
        get
        {
            int delimiter = Text.AsSpan().IndexOfAny('=', ':');
            return delimiter < 0 ? string.Empty : Text[(delimiter + 1)..].Trim();
        }
    }
}
