using System.Text;

namespace LeappSso.Views;

/// <summary>A line of text with values in the places that its format names.</summary>
internal static class PromptText
{
    /// <summary>Fills a format. What in braces names no value stays as it is.</summary>
    /// <param name="format">Text with names in braces. Where a value is empty, a blank before its place goes too.</param>
    /// <param name="value">The value of a name, which may be empty; null where it names none.</param>
    internal static string Fill(string format, Func<string, string?> value)
    {
        StringBuilder text = new();
        int at = 0;
        while (at < format.Length)
        {
            int open = format.IndexOf('{', at);
            int close = open < 0 ? -1 : format.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            text.Append(format, at, open - at);
            string? filled = value(format[(open + 1)..close]);
            if (filled is null)
            {
                // Perhaps a brace stands before the brace of a name.
                text.Append('{');
                at = open + 1;
                continue;
            }

            if (filled.Length == 0 && text.Length > 0 && text[^1] == ' ')
            {
                text.Length--;
            }

            text.Append(CellText.Of(filled));
            at = close + 1;
        }

        return text.Append(format, at, format.Length - at).ToString();
    }
}
