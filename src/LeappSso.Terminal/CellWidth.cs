using System.Text;
using Spectre.Console;

namespace LeappSso.Terminal;

/// <summary>Text in the cells of a terminal, of which some characters take two.</summary>
internal static class CellWidth
{
    /// <summary>How many cells a clean text takes.</summary>
    internal static int Of(string clean) => clean.GetCellWidth();

    /// <summary>A clean text in exactly so many cells: cut with a sign, or filled up with blanks.</summary>
    internal static string Fit(string clean, int width, string cut)
    {
        int whole = Of(clean);
        if (whole <= width)
        {
            return clean + new string(' ', width - whole);
        }

        if (width < 1)
        {
            return string.Empty;
        }

        StringBuilder text = new();
        int taken = 0;
        foreach (Rune rune in clean.EnumerateRunes())
        {
            string character = rune.ToString();
            int cells = Of(character);
            if (taken + cells > width - 1)
            {
                break;
            }

            text.Append(character);
            taken += cells;
        }

        return text.Append(cut).Append(' ', width - 1 - taken).ToString();
    }
}
