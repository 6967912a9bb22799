using System.Globalization;
using System.Text;
using Spectre.Console;

namespace LeappSso.Terminal;

/// <summary>Text that came from outside as it is safe in the cells of a terminal, which some characters take two of.</summary>
internal static class CellText
{
    /// <summary>The text without anything that steers a terminal, is invisible or turns the direction of writing.</summary>
    internal static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isSafe = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            clean.Append((isSafe ? rune : Rune.ReplacementChar).ToString());
        }

        return clean.ToString();
    }

    /// <summary>How many cells a clean text takes.</summary>
    internal static int Width(string clean) => clean.GetCellWidth();

    /// <summary>A clean text in exactly so many cells: cut with a sign, or filled up with blanks.</summary>
    internal static string Fit(string clean, int width, string cut)
    {
        int whole = Width(clean);
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
            int cells = Width(character);
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
