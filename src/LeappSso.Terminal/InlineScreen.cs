using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeappSso.Terminal;

/// <summary>
/// Some lines of a terminal, from where the cursor is downwards, that are drawn again and again and are gone in the end. What stands above
/// stays; a terminal that is made narrower wraps what was drawn, which is counted.
/// </summary>
internal sealed class InlineScreen(IAnsiConsole console) : IDisposable
{
    private const string HideCursor = "\u001b[?25l";
    private const string ShowCursor = "\u001b[?25h";
    private const string EraseRestOfLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    // The cells of each line as it was drawn, the last of which the cursor is on.
    private int[] _drawn = [];
    private int _width;

    /// <summary>Draws lines in the place of those before.</summary>
    /// <param name="lines">The lines; none is as wide as the terminal.</param>
    internal void Draw(IReadOnlyList<SegmentLine> lines)
    {
        int width = console.Profile.Width;
        List<Segment> segments = [Segment.Control(HideCursor + ToTop(width) + (width == _width ? string.Empty : EraseBelow))];
        for (int number = 0; number < lines.Count; number++)
        {
            segments.AddRange(lines[number]);
            segments.Add(Segment.Control(EraseRestOfLine + (number < lines.Count - 1 ? "\r\n" : string.Empty)));
        }

        segments.Add(Segment.Control(EraseBelow));
        console.Write(new Raw(segments));
        _drawn = [.. lines.Select(l => l.CellCount())];
        _width = width;
    }

    /// <summary>Takes away what was drawn.</summary>
    public void Dispose()
    {
        if (_drawn.Length > 0)
        {
            console.Write(new Raw([Segment.Control(ToTop(console.Profile.Width) + EraseBelow + ShowCursor)]));
            _drawn = [];
        }
    }

    private string ToTop(int width)
    {
        int up = -1;
        foreach (int cells in _drawn)
        {
            up += Math.Max(1, (cells + width - 1) / Math.Max(1, width));
        }

        StringBuilder codes = new("\r");
        return up > 0 ? codes.Append(CultureInfo.InvariantCulture, $"\u001b[{up}A").ToString() : codes.ToString();
    }

    /// <summary>Segments as they are: Spectre.Console would break and fill lines.</summary>
    private sealed class Raw(IReadOnlyList<Segment> segments) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}
