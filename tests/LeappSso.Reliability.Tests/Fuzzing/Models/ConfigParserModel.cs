using System.Text;

namespace LeappSso.Reliability.Tests.Fuzzing.Models;

/// <summary>
/// A second reader of AWS files, after the same source as the first (Python 3.12, <c>RawConfigParser._read</c>), but on characters, and
/// with Python's way through it.
/// </summary>
internal sealed class ConfigParserModel
{
    private readonly List<(string Section, string Key, string Value)> _read = [];
    private readonly HashSet<string> _sections = [];

    private ConfigParserModel()
    {
    }

    /// <summary>Whether Python reads the file.</summary>
    internal bool IsReadable { get; private set; } = true;

    /// <summary>Sections, with an empty key, and their keys with the first line of the value.</summary>
    internal IReadOnlyList<(string Section, string Key, string Value)> Content => _read;

    /// <summary>Reads a text.</summary>
    internal static ConfigParserModel Read(string text)
    {
        ConfigParserModel model = new();
        model.ReadLines(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'));
        return model;
    }

    private void ReadLines(string[] lines)
    {
        string? section = null;
        HashSet<string> options = [];
        string option = string.Empty;
        int level = 0;
        foreach (string line in lines)
        {
            string value = Strip(line);
            if (value.Length == 0 || value[0] is '#' or ';')
            {
                continue;
            }

            int indent = line.TakeWhile(IsSpace).Count();
            if (section is not null && option.Length > 0 && indent > level)
            {
                continue;
            }

            level = indent;
            int close = value.LastIndexOf(']');
            if (value[0] == '[' && close > 1)
            {
                section = value[1..close];
                option = string.Empty;
                options = [];
                IsReadable &= _sections.Add(section);
                _read.Add((section, string.Empty, string.Empty));
                continue;
            }

            int sign = value.AsSpan().IndexOfAny('=', ':');
            if (section is null || sign <= 0)
            {
                IsReadable = false;
                continue;
            }

            option = Strip(value[..sign]).ToLowerInvariant();
            IsReadable &= options.Add(option);
            _read.Add((section, option, Strip(value[(sign + 1)..])));
        }
    }

    private static string Strip(string text)
    {
        StringBuilder left = new(text);
        while (left.Length > 0 && IsSpace(left[^1]))
        {
            left.Length--;
        }

        int from = 0;
        while (from < left.Length && IsSpace(left[from]))
        {
            from++;
        }

        return left.ToString(from, left.Length - from);
    }

    /// <summary>Python's str.isspace.</summary>
    private static bool IsSpace(char c) => c is (>= '\t' and <= '\r') or (>= '\u001c' and <= ' ') or '\u0085' or '\u00a0' or '\u1680'
        or (>= '\u2000' and <= '\u200a') or '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000';
}
