namespace LeappSso.Engine;

/// <summary>Text in statements of PowerShell.</summary>
internal static class PowerShellText
{
    /// <summary>The text in single quotes, in which nothing of it is more than text.</summary>
    internal static string Quoted(string text) => $"'{string.Concat(text.Select(c => IsQuote(c) ? new string(c, 2) : c.ToString()))}'";

    /// <summary>PowerShell ends a text in single quotes at typographic ones too (its tokenizer, <c>CharExtensions.IsSingleQuote</c>).</summary>
    private static bool IsQuote(char c) => c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b';
}
