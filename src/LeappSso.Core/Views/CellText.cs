using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LeappSso.Views;

/// <summary>
/// Names that others gave, as a table or a prompt shows them: nothing of them steers the terminal or hides. The objects keep them as they
/// are, since a filter and a file need the true name.
/// </summary>
public static class CellText
{
    /// <summary>A text of one line: each character that steers or hides stands as <c>\u001b</c>.</summary>
    /// <param name="text">The text.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) => text is null || IsPlain(text) ? text : Escape(text, keepsLines: false);

    /// <summary>A text of several lines.</summary>
    /// <param name="text">The text.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OfLines(string? text) => text is null || IsPlain(text) ? text : Escape(text, keepsLines: true);

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static string Escape(string text, bool keepsLines)
    {
        StringBuilder shown = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && !Hides(rune))
            {
                shown.Append(rune.ToString());
            }
            else if (keepsLines && rune.Value is '\n' or '\r')
            {
                shown.Append((char)rune.Value);
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
        }

        // PowerShell counts an accent that stands for itself as one more column.
        return shown.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool Hides(Rune rune) => IsNoCharacter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>What Unicode says will never be a character (The Unicode Standard, 23.7). Of U+FFFE no normal form can be made.</summary>
    private static bool IsNoCharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
