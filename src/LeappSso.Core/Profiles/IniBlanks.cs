namespace LeappSso.Profiles;

/// <summary>
/// Blanks as Python's <c>str.isspace</c> has them, in text that is UTF-8 with one character a byte: AWS CLI takes a no-break space
/// for indentation. 0x85 and 0xA0 alone are halves of other letters.
/// </summary>
internal static class IniBlanks
{
    /// <summary>The blanks that a line begins with.</summary>
    internal static string Leading(string line)
    {
        int at = 0;
        while (at < line.Length && WidthAt(line, at) is > 0 and int width)
        {
            at += width;
        }

        return line[..at];
    }

    /// <summary>How many characters the blanks are that a line begins with.</summary>
    internal static int Columns(string line) => line.Length == 0 || IsPlain(line[0]) ? 0 : Leading(line).Count(c => c is < '\u0080' or > '\u00BF');

    /// <summary>A text without blanks around it.</summary>
    internal static string Trim(string text)
    {
        if (text.Length > 0 && IsPlain(text[0]) && IsPlain(text[^1]))
        {
            return text;
        }

        ReadOnlySpan<char> rest = text.AsSpan(Leading(text).Length);
        while (rest.Length > 0 && WidthAtEnd(rest) is > 0 and int width)
        {
            rest = rest[..^width];
        }

        return rest.Length == text.Length ? text : rest.ToString();
    }

    /// <summary>Whether it is surely no part of a blank, as nearly all are.</summary>
    private static bool IsPlain(char c) => c is > ' ' and < '\x7F';

    private static int WidthAtEnd(ReadOnlySpan<char> text)
    {
        for (int width = 1; width <= 3 && width <= text.Length; width++)
        {
            if (WidthAt(text, text.Length - width) == width)
            {
                return width;
            }
        }

        return 0;
    }

    /// <summary>How many bytes the blank has that begins here; 0 if none does.</summary>
    private static int WidthAt(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F') => 1,
        '\u00C2' => Byte(text, at + 1) is '\u0085' or '\u00A0' ? 2 : 0,
        '\u00E1' => Byte(text, at + 1) == '\u009A' && Byte(text, at + 2) == '\u0080' ? 3 : 0,
        '\u00E2' => IsGeneralBlank(Byte(text, at + 1), Byte(text, at + 2)) ? 3 : 0,
        '\u00E3' => Byte(text, at + 1) == '\u0080' && Byte(text, at + 2) == '\u0080' ? 3 : 0,
        _ => 0,
    };

    /// <summary>U+2000 to U+200A, U+2028, U+2029, U+202F and U+205F.</summary>
    private static bool IsGeneralBlank(char second, char third) => second switch
    {
        '\u0080' => third is (>= '\u0080' and <= '\u008A') or '\u00A8' or '\u00A9' or '\u00AF',
        '\u0081' => third == '\u009F',
        _ => false,
    };

    private static char Byte(ReadOnlySpan<char> text, int at) => at < text.Length ? text[at] : '\0';
}
