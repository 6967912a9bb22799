using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeappSso.Terminal.Tests.Picker;

/// <summary>A terminal, as far as the picker uses it: lines that scroll, a cursor, erasing.</summary>
internal sealed partial class Screen(int height)
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;

    /// <summary>Whether the cursor is seen.</summary>
    internal bool ShowsCursor { get; private set; } = true;

    /// <summary>All lines down to the cursor, also those that have scrolled out.</summary>
    internal IReadOnlyList<string> Lines => [.. _lines.Select(l => l.ToString().TrimEnd())];

    internal int CursorRow => _row;

    internal void Write(string text)
    {
        foreach (Match match in Part().Matches(text))
        {
            switch (match.Value)
            {
                case "\r": _column = 0; break;
                case "\n": Down(); break;
                case "\u001b[K": _lines[_row].Length = Math.Min(_lines[_row].Length, _column); break;
                case "\u001b[J":
                    _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                    _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                    break;
                case "\u001b[?25l": ShowsCursor = false; break;
                case "\u001b[?25h": ShowsCursor = true; break;
                case [.., 'A'] up when up[0] == '\u001b':
                    // What has scrolled out cannot be reached.
                    _row = Math.Max(Math.Max(0, _lines.Count - height), _row - int.Parse(up[2..^1], CultureInfo.InvariantCulture));
                    break;
                case [.., 'm'] style when style[0] == '\u001b': break;
                default: Put(match.Value); break;
            }
        }
    }

    private void Down()
    {
        _row++;
        if (_row == _lines.Count)
        {
            _lines.Add(new StringBuilder());
        }
    }

    private void Put(string character)
    {
        Assert.DoesNotContain(character, "\u001b\u0007\b");
        StringBuilder line = _lines[_row];
        line.Append(' ', Math.Max(0, _column - line.Length));
        line.Remove(_column, Math.Min(1, line.Length - _column)).Insert(_column, character);
        _column++;
    }

    [GeneratedRegex("\u001b\\[[?0-9;]*[A-Za-z]|.", RegexOptions.Singleline)]
    private static partial Regex Part();
}
