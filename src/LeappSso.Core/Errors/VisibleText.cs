using System.Globalization;
using System.Text;

namespace LeappSso;

/// <summary>Text that came from outside, made safe to show: nothing of it steers a terminal or hides, and it is not endless.</summary>
internal static class VisibleText
{
    private const int Longest = 500;

    internal static string Of(string text)
    {
        StringBuilder shown = new();
        foreach (Rune rune in (text.Length > Longest ? text[..Longest] + "..." : text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                shown.Append(rune.ToString());
            }
        }

        return shown.ToString();
    }
}
