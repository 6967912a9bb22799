using System.Security;
using System.Text;

namespace LeappSso.Benchmarks.Report;

/// <summary>The picture: bars of seconds, one group for each drawn scenario, each with a scale of its own.</summary>
internal sealed class Chart(string subtitle, IReadOnlyList<Panel> panels)
{
    private const int Width = 860;
    private const int Margin = 24;
    private const int BarStart = 256;
    private const int LongestBar = 370;
    private const int BarHeight = 20;
    private const int Step = 28;
    private const int IdealHeight = 16;
    private const int PanelGap = 22;

    private const string Style =
        """
        text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #1f2328; stroke: #ffffff; stroke-width: 4px;
          paint-order: stroke; stroke-linejoin: round }
        .title { font-size: 17px; font-weight: 600 } .head { font-weight: 600 } .small { font-size: 12px; fill: #59636e }
        .paper { fill: #ffffff } .ours { fill: #0969da } .peer { fill: #8c959f } .name { text-anchor: end }
        .ideal { stroke: #1a7f37; stroke-width: 1.5; stroke-dasharray: 4 3 } .ideal-text { font-size: 12px; fill: #1a7f37 }
        .lost { fill: url(#hatch) } .hatch { stroke: #cf222e; stroke-width: 4 } .ground { fill: #ffebe9 }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc; stroke: #0d1117 } .small { fill: #9198a1 } .paper { fill: #0d1117 } .ours { fill: #4493f8 } .peer { fill: #656c76 }
          .ideal { stroke: #3fb950 } .ideal-text { fill: #3fb950 } .hatch { stroke: #f85149 } .ground { fill: #3c1618 }
        }
        """;

    private readonly StringBuilder _svg = new();

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Draw());
    }

    private string Draw()
    {
        int y = 30;
        Text("title", Margin, y, "Seconds until every account and role is listed");
        Text("small", Margin, y += 20, subtitle);
        foreach (Panel panel in panels)
        {
            y = DrawPanel(panel, y + PanelGap);
        }

        y += PanelGap + 14;
        Line($"""<rect class="ground" x="{Margin}" y="{y - 11}" width="26" height="13"/><rect class="lost" x="{Margin}" y="{y - 11}" width="26" height="13"/>""");
        Text("small", Margin + 34, y, "accounts are lost: what it gives is not the whole list");
        int height = y + Margin;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img">
            <title>Seconds until every account and role is listed, by LeappSso and other tools</title>
            <style>
            {Style}
            </style>
            <defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="8"/></pattern></defs>
            <rect class="paper" width="{Width}" height="{height}" rx="6"/>
            {_svg}</svg>

            """;
    }

    /// <summary>Gives where it ends.</summary>
    private int DrawPanel(Panel panel, int top)
    {
        double longest = panel.Bars.Select(b => b.Seconds).Append(panel.Ideal).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        int y = top + 14;
        Text("head", Margin, y, panel.Title);
        y += 8;
        if (double.IsFinite(panel.Ideal))
        {
            y += IdealHeight;
            double x = BarStart + panel.Ideal / longest * LongestBar;
            Text("ideal-text", x - 28, y - 4, $"ideal {panel.Ideal:0.0} s");
            // What gives no whole list can be faster than ideal; its text would stand across the line.
            int whole = panel.Bars.Count(b => b is { Lost: 0, Failure: null });
            Line($"""<line class="ideal" x1="{x:0.0}" y1="{y}" x2="{x:0.0}" y2="{y + whole * Step}"/>""");
        }

        foreach (Bar bar in panel.Bars)
        {
            double width = double.IsFinite(bar.Seconds) ? Math.Max(1, bar.Seconds / longest * LongestBar) : 0;
            string place = $"""x="{BarStart}" y="{y + 4}" width="{width:0.0}" height="{BarHeight}" rx="2" """.TrimEnd();
            Text("name" + (bar.IsOurs ? " head" : ""), BarStart - 10, y + 19, bar.Tool);
            Line(bar.Lost > 0
                ? $"""<rect class="ground" {place}/><rect class="lost" {place}/>"""
                : $"""<rect class="{(bar.IsOurs ? "ours" : "peer")}" {place}/>""");
            Text(bar.IsOurs ? "head" : "", BarStart + width + 8, y + 19, bar.Text);
            y += Step;
        }

        return y;
    }

    private void Text(string style, double x, int y, string text) =>
        Line($"""<text class="{style}" x="{x:0.0}" y="{y}">{SecurityElement.Escape(text)}</text>""");

    private void Line(string element) => _svg.Append(element).Append('\n');
}
