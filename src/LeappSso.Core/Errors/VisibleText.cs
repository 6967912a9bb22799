using System.Globalization;
using System.Text;

namespace LeappSso;

/// <summary>Text that came from outside, made safe to show: no control character of it reaches the terminal, and it is not endless.</summary>
internal static class VisibleText
{
    private const int Longest = 500;

    internal static string Of(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.Length > Longest ? text[..Longest] + "..." : text)
        {
            shown.Append(char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString());
        }

        return shown.ToString();
    }
}
