using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Binding;

/// <summary>A word to complete, and values as completion inserts them: quoted where PowerShell needs it, in the kind of quotes the user began with.</summary>
internal sealed class CompletionText
{
    // PowerShell reads the curly ones as quotes.
    private const string DoubleQuotes = "\"\u201c\u201d\u201e";

    // What may stand in a bare word beside letters and digits.
    private const string BareMarks = "-_./+=:%?*!^~\\";

    private readonly char _quote;

    /// <summary>Takes a word.</summary>
    /// <param name="word">What the user typed, as PowerShell hands it over: what it means, between two quotes where it began with one.</param>
    /// <param name="alwaysQuoted">Whether the value must never be a bare word.</param>
    internal CompletionText(string word, bool alwaysQuoted)
    {
        char given = word.Length > 0 && word[0] is '\'' or '"' ? word[0] : default;
        string typed = given == default ? word : word[1..];
        Typed = given != default && typed.EndsWith(given) ? typed[..^1] : typed;
        _quote = given == default && alwaysQuoted ? '\'' : given;
    }

    /// <summary>What was typed.</summary>
    internal string Typed { get; }

    /// <summary>The completions: those values that may be meant, sorted, each once, whatever the letter case.</summary>
    /// <param name="values">The values.</param>
    /// <param name="query">What was typed.</param>
    internal List<CompletionResult> Complete(IEnumerable<KnownName> values, NameQuery query)
    {
        // Loops, as the first Tab of a process would wait for the runtime to compile more than these.
        List<KnownName> fitting = [];
        foreach (KnownName name in values)
        {
            if (name.Value.Length > 0 && query.Fits(name.Value, name.Also))
            {
                fitting.Add(name);
            }
        }

        fitting.Sort(static (one, other) => string.Compare(one.Value, other.Value, StringComparison.OrdinalIgnoreCase));
        List<CompletionResult> results = new(fitting.Count + 1);
        string? last = null;
        foreach (KnownName name in fitting)
        {
            if (!name.Value.Equals(last, StringComparison.OrdinalIgnoreCase))
            {
                results.Add(new CompletionResult(Quote(name.Value), name.Value, CompletionResultType.ParameterValue, name.About));
            }

            last = name.Value;
        }

        if (query.Inside && results.Count > 1 && !query.Fits(Beginning(results)))
        {
            // Tab of bash style (PSReadLine's Complete) puts what all results begin with in the place of what was typed, which would be lost.
            // Nothing else begins with a blank, and before the word it does no harm.
            results.Add(new CompletionResult($" {Quote(Typed)}", $"...{Typed}...", CompletionResultType.ParameterValue, "Several contain this; type on."));
        }

        return results;
    }

    /// <summary>What all begin with.</summary>
    private static string Beginning(List<CompletionResult> results)
    {
        ReadOnlySpan<char> beginning = results[0].ListItemText;
        foreach (CompletionResult result in results)
        {
            beginning = beginning[..beginning.CommonPrefixLength(result.ListItemText)];
        }

        return beginning.ToString();
    }

    private string Quote(string value) =>
        _quote == '"' ? InDoubleQuotes(value)
        : _quote == '\'' || !IsBareWord(value) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'"
        : value;

    /// <summary>Whether PowerShell reads it as one word, as it is.</summary>
    private static bool IsBareWord(string value)
    {
        foreach (char c in value)
        {
            if (!char.IsLetterOrDigit(c) && !BareMarks.Contains(c, StringComparison.Ordinal))
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
}
