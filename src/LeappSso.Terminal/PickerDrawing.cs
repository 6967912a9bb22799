using System.Globalization;
using LeappSso.Ports;
using LeappSso.Views;
using Spectre.Console.Rendering;
using Spectre.Console;

namespace LeappSso.Terminal;

/// <summary>Draws what the person looks at, as lines of a terminal.</summary>
/// <param name="rows">The sessions, with clean names.</param>
/// <param name="unicode">Whether the terminal shows more than ASCII.</param>
internal sealed class PickerDrawing(IReadOnlyList<PickerRow> rows, bool unicode)
{
    private const int MostRows = 15;
    private const string Gap = "  ";

    private static readonly Style s_plain = Style.Plain;
    private static readonly Style s_dim = new(decoration: Decoration.Dim);
    private static readonly Style s_bold = new(decoration: Decoration.Bold);
    private static readonly Style s_found = new(Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style s_mark = new(Color.Green, decoration: Decoration.Bold);
    private static readonly Style s_pointer = new(Color.Aqua, decoration: Decoration.Bold);
    private static readonly Style s_caret = new(decoration: Decoration.Invert);

    private readonly PickerColumns _columns = new(rows);
    private readonly string _cut = unicode ? "\u2026" : "~";
    private readonly string _pointer = unicode ? "\u276f " : "> ";
    private readonly string _marked = unicode ? "\u25cf " : "* ";

    /// <summary>How many rows are seen in a terminal of this height: one line of it stays for what stands above.</summary>
    internal static int RowsIn(int height) => Math.Clamp(height - 3, 1, MostRows);

    /// <summary>Draws.</summary>
    /// <param name="state">What the person has typed and marked.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="height">Its lines.</param>
    internal IReadOnlyList<SegmentLine> Draw(PickerState state, int width, int height)
    {
        // A line that fills its last column wraps in some terminals.
        int room = Math.Max(1, width - 1);
        List<SegmentLine> lines = [];
        if (height >= 2)
        {
            lines.Add(Line(room, ("Sessions: ", s_pointer), (CellText.Of(state.Query), s_plain), (" ", s_caret)));
        }

        IReadOnlyList<(Func<PickerRow, string> Text, int Width)> columns = _columns.For(Math.Max(1, room - (state.CanMark ? 4 : 2)));
        (int first, int count) = state.Window(RowsIn(height)).GetOffsetAndLength(state.Matches.Count);
        for (int number = first; number < first + count; number++)
        {
            lines.Add(Row(state, number, columns, room));
        }

        if (count == 0)
        {
            lines.Add(Line(room, ("  No session has all of these words.", s_dim)));
        }

        if (height >= 3)
        {
            lines.Add(Line(room, (About(state), s_dim)));
        }

        return lines;
    }

    private SegmentLine Row(PickerState state, int number, IReadOnlyList<(Func<PickerRow, string> Text, int Width)> columns, int room)
    {
        int row = state.Matches[number];
        bool isCurrent = number == state.Cursor;
        List<(string, Style)> parts = [(isCurrent ? _pointer : "  ", s_pointer)];
        if (state.CanMark)
        {
            parts.Add((state.IsMarked(row) ? _marked : "  ", s_mark));
        }

        foreach ((Func<PickerRow, string> text, int width) in columns)
        {
            parts.AddRange(Highlight(CellWidth.Fit(text(rows[row]), width, _cut), state.Words, isCurrent ? s_bold : s_plain));
            parts.Add((Gap, s_plain));
        }

        // Blanks at the end would wrap as well, where the terminal is made narrower.
        int last = parts.FindLastIndex(p => !string.IsNullOrWhiteSpace(p.Item1));
        parts[last] = (parts[last].Item1.TrimEnd(' '), parts[last].Item2);
        return Line(room, [.. parts[..(last + 1)]]);
    }

    private static string About(PickerState state)
    {
        string count = state.Matches.Count == state.Count ? Number(state.Count) : $"{Number(state.Matches.Count)} of {Number(state.Count)}";
        return state.CanMark
            ? $"  {count}{(state.Marked > 0 ? $", {Number(state.Marked)} marked" : string.Empty)}   Enter picks, Tab marks, Ctrl+A all, Esc leaves"
            : $"  {count}   Enter picks, Esc leaves";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Parts of a text: what was searched for, and the rest.</summary>
    private static IEnumerable<(string, Style)> Highlight(string text, string[] words, Style usual)
    {
        bool[] found = new bool[text.Length];
        foreach (string word in words)
        {
            for (int at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += word.Length)
            {
                Array.Fill(found, true, at, word.Length);
            }
        }

        for (int start = 0, end; start < text.Length; start = end)
        {
            for (end = start + 1; end < text.Length && found[end] == found[start]; end++)
            {
            }

            yield return (text[start..end], found[start] ? s_found : usual);
        }
    }

    /// <summary>A line of these parts, cut where there is no more room.</summary>
    private SegmentLine Line(int room, params (string Text, Style Style)[] parts)
    {
        SegmentLine line = [];
        foreach ((string text, Style style) in parts)
        {
            int width = CellWidth.Of(text);
            if (width > room)
            {
                line.Add(new Segment(CellWidth.Fit(text, room, _cut), style));
                break;
            }

            line.Add(new Segment(text, style));
            room -= width;
        }

        return line;
    }
}
