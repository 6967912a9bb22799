using LeappSso.Views;

namespace LeappSso;

/// <summary>Text that came from outside, as it may stand in a message: nothing of it steers a terminal or hides, and it is not endless.</summary>
internal static class VisibleText
{
    private const int Longest = 500;

    internal static string Of(string text) => CellText.Of(text.Length > Longest ? text[..Longest] + "..." : text);
}
