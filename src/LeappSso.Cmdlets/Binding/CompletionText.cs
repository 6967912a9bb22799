using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Binding;

/// <summary>A word to complete, and values as completion inserts them: quoted where PowerShell needs it, in the kind of quotes the user began with.</summary>
internal sealed class CompletionText
{
    // PowerShell reads the curly quotes as quotes.
    private const string SingleQuotes = "'\u2018\u2019\u201a\u201b";
    private const string DoubleQuotes = "\"\u201c\u201d\u201e";

    private readonly string _quotes;

    /// <summary>Takes a word.</summary>
    /// <param name="word">What the user typed, perhaps with an opening quote.</param>
    /// <param name="alwaysQuoted">Whether the value must never be a bare word.</param>
    internal CompletionText(string word, bool alwaysQuoted)
    {
        char first = word.Length > 0 ? word[0] : default;
        string given = SingleQuotes.Contains(first, StringComparison.Ordinal) ? SingleQuotes
            : DoubleQuotes.Contains(first, StringComparison.Ordinal) ? DoubleQuotes
            : string.Empty;
        Typed = Read(word, given);
        _quotes = given.Length == 0 && alwaysQuoted ? SingleQuotes : given;
    }

    /// <summary>What was typed, as PowerShell reads it.</summary>
    internal string Typed { get; }

    /// <summary>The completions: those values that begin as typed, sorted, each once, whatever the letter case.</summary>
    internal List<CompletionResult> Complete(IEnumerable<KnownName> values)
    {
        List<KnownName> fitting = [];
        foreach (KnownName name in values)
        {
            if (name.Value.Length > 0 && name.Value.StartsWith(Typed, StringComparison.OrdinalIgnoreCase))
            {
                fitting.Add(name);
            }
        }

        fitting.Sort(static (a, b) => string.Compare(a.Value, b.Value, StringComparison.OrdinalIgnoreCase));
        List<CompletionResult> results = new(fitting.Count);
        string? last = null;
        foreach (KnownName name in fitting)
        {
            if (!string.Equals(name.Value, last, StringComparison.OrdinalIgnoreCase))
            {
                results.Add(new CompletionResult(Quote(name.Value), name.Value, CompletionResultType.ParameterValue, name.About));
            }

            last = name.Value;
        }

        return results;
    }

    private string Quote(string value)
    {
        if (_quotes == DoubleQuotes)
        {
            return InDoubleQuotes(value);
        }

        return _quotes == SingleQuotes || !IsBareWord(value) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'" : value;
    }

    /// <summary>Whether PowerShell reads it as one word of itself.</summary>
    private static bool IsBareWord(string value)
    {
        foreach (char c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or '+' or '=' or ':' or '%' or '?' or '*' or '!' or '^' or '~' or '\\')
                && !char.IsLetterOrDigit(c))
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(value[0]) && value[0] is not ('-' or '%' or '?');
    }

    private static string InDoubleQuotes(string value)
    {
        StringBuilder text = new("\"");
        foreach (char c in value)
        {
            if (c is '`' or '$' || DoubleQuotes.Contains(c, StringComparison.Ordinal))
            {
                text.Append('`');
            }

            text.Append(c);
        }

        return text.Append('"').ToString();
    }

    /// <summary>A quote that is doubled, or escaped where escapes count, is part of the text; any other ends it.</summary>
    private static string Read(string word, string quotes)
    {
        StringBuilder text = new(word.Length);
        for (int i = quotes.Length > 0 ? 1 : 0; i < word.Length; i++)
        {
            bool isDoubled = i + 1 < word.Length && quotes.Contains(word[i + 1], StringComparison.Ordinal);
            bool isEscape = word[i] == '`' && quotes != SingleQuotes && i + 1 < word.Length;
            if (quotes.Contains(word[i], StringComparison.Ordinal) && !isDoubled)
            {
                break;
            }

            i += isEscape || quotes.Contains(word[i], StringComparison.Ordinal) ? 1 : 0;
            text.Append(word[i]);
        }

        return text.ToString();
    }
}
