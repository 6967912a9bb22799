using System.Buffers;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LeappSso.Cmdlets.Binding;

/// <summary>Values as completion inserts them: quoted where PowerShell needs it, in the quotes the user began with.</summary>
internal static class CompletionText
{
    // Everything that ends or changes a bare word, among it the curly quotes, which PowerShell reads as quotes.
    private static readonly SearchValues<char> s_special =
        SearchValues.Create(" \t'\"`$&|;,(){}[]<>@#\u2018\u2019\u201a\u201b\u201c\u201d\u201e");

    /// <summary>The completions of a word.</summary>
    /// <param name="word">What the user typed, perhaps with an opening quote.</param>
    /// <param name="values">The values with a line of explanation.</param>
    /// <param name="alwaysQuoted">Whether the value must never be a bare word.</param>
    internal static IEnumerable<CompletionResult> Complete(
        string word, IEnumerable<(string Value, string ToolTip)> values, bool alwaysQuoted = false)
    {
        char quote = word.Length > 0 && word[0] is '\'' or '"' ? word[0] : '\0';
        string typed = quote == '\0' ? word : word.Trim(quote);
        return from item in values.DistinctBy(v => v.Value, StringComparer.OrdinalIgnoreCase)
               where item.Value.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
               orderby item.Value
               select new CompletionResult(
                   Quote(item.Value, quote, alwaysQuoted), item.Value, CompletionResultType.ParameterValue, item.ToolTip);
    }

    private static string Quote(string value, char quote, bool always)
    {
        if (quote == '"')
        {
            return $"\"{value.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal)}\"";
        }

        bool needed = always || quote == '\'' || value.Length == 0 || value.AsSpan().ContainsAny(s_special)
            || value[0] is '-' or '%' or '?' || char.IsAsciiDigit(value[0]);
        return needed ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'" : value;
    }
}
