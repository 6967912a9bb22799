using LeappSso.Views;

namespace LeappSso;

/// <summary>Text that came from outside, as it may stand in a message: nothing of it steers a terminal or hides, and it is not endless.</summary>
internal static class VisibleText
{
    private const int Longest = 500;

    internal static string Of(string text)
    {
        // What is written out is longer than what it stands for.
        string shown = CellText.Of(text.Length > Longest ? text[..Longest] : text);
        if (shown.Length <= Longest)
        {
            return text.Length > Longest ? shown + "..." : shown;
        }

        int end = char.IsHighSurrogate(shown[Longest - 1]) ? Longest - 1 : Longest;
        return shown[..end] + "...";
    }
}
