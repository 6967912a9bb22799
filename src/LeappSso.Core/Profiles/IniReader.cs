using System.Text;

namespace LeappSso.Profiles;

/// <summary>
/// Reads an AWS file into lines as botocore does, that is as Python's configparser does
/// (https://github.com/python/cpython/blob/3.12/Lib/configparser.py, <c>RawConfigParser._read</c>): what an indented line is depends on
/// the indentation of the line above.
/// </summary>
internal static class IniReader
{
    /// <summary>The byte order mark of UTF-8, as Latin-1.</summary>
    internal const string ByteOrderMark = "\u00EF\u00BB\u00BF";

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads lines. Never fails: what cannot be understood is <see cref="IniLineKind.Stray"/>.</summary>
    internal static IEnumerable<IniLine> Read(string text)
    {
        int number = 0;
        int indentation = 0;
        bool inSection = false;
        bool inKey = false;
        foreach ((string line, string end) in Split(text))
        {
            number++;
            string visible = number == 1 && line.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? line[ByteOrderMark.Length..] : line;
            string content = IniBlanks.Trim(visible);
            if (content.Length == 0 || content[0] is '#' or ';')
            {
                yield return new IniLine(line, end, content.Length == 0 ? IniLineKind.Blank : IniLineKind.Comment, Number: number);
                continue;
            }

            int indented = IniBlanks.Columns(visible);
            if (inSection && inKey && indented > indentation)
            {
                yield return new IniLine(line, end, IniLineKind.Continuation, Number: number);
                continue;
            }

            indentation = indented;
            IniLine read = Classify(line, end, content, number);
            inSection |= read.Kind == IniLineKind.Header;
            inKey = read.Kind == IniLineKind.Key || (inKey && read.Kind != IniLineKind.Header);
            yield return read;
        }
    }

    private static IniLine Classify(string line, string end, string content, int number)
    {
        int close = content.LastIndexOf(']');
        if (content[0] == '[' && close > 1)
        {
            return new IniLine(line, end, IniLineKind.Header, content[1..close], Number: number);
        }

        int delimiter = content.AsSpan().IndexOfAny('=', ':');
        return delimiter > 0
            ? new IniLine(line, end, IniLineKind.Key, Lower(IniBlanks.Trim(content[..delimiter])), IniBlanks.Trim(content[(delimiter + 1)..]), number)
            : new IniLine(line, end, IniLineKind.Stray, Number: number);
    }

    private static IEnumerable<(string Line, string End)> Split(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int end = text.AsSpan(start).IndexOfAny('\r', '\n');
            if (end < 0)
            {
                yield return (text[start..], string.Empty);
                yield break;
            }

            end += start;
            int next = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            yield return (text[start..end], text[end..next]);
            start = next;
        }
    }

    private static string Lower(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        try
        {
            return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(s_strict.GetString(Encoding.Latin1.GetBytes(text)).ToLowerInvariant()));
        }
        catch (DecoderFallbackException)
        {
            // No tool reads such a file as text; what of it is ASCII means the same to all.
            return string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));
        }
    }
}
