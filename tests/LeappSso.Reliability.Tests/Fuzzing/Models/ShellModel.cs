using System.Buffers;
using System.Text;

namespace LeappSso.Reliability.Tests.Fuzzing.Models;

/// <summary>What shells make of assignments, by their own rules of quoting. Whatever would be more than an assignment is an error.</summary>
internal static class ShellModel
{
    private const string SingleQuotes = "'\u2018\u2019\u201a\u201b";

    private static readonly SearchValues<char> s_lineEnds = SearchValues.Create("\r\n\0\u0085\u2028\u2029");

    /// <summary>The variables after the statements; null for those that are taken away.</summary>
    internal static Dictionary<string, string?> Run(LeappShell shell, IEnumerable<string> statements)
    {
        Dictionary<string, string?> variables = [];
        foreach (string statement in statements)
        {
            Demand.That(statement.AsSpan().IndexOfAny(s_lineEnds) < 0, "a statement of more than one line");
            (string name, string? value) = shell switch
            {
                LeappShell.Bash => Bash(statement),
                LeappShell.Cmd => Cmd(statement),
                _ => PowerShell(statement),
            };
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>POSIX shell command language, 2.2 Quoting.</summary>
    private static (string Name, string? Value) Bash(string statement)
    {
        if (statement.StartsWith("unset ", StringComparison.Ordinal))
        {
            return (statement[6..], null);
        }

        Demand.That(statement.StartsWith("export ", StringComparison.Ordinal), "no export");
        StringBuilder word = new();
        for (int at = 7; at < statement.Length; at++)
        {
            char c = statement[at];
            if (c == '\'')
            {
                int end = statement.IndexOf('\'', at + 1);
                Demand.That(end >= 0, "a quote that is not closed");
                word.Append(statement.AsSpan(at + 1, end - at - 1));
                at = end;
            }
            else if (c == '\\')
            {
                Demand.That(++at < statement.Length, "a backslash at the end");
                word.Append(statement[at]);
            }
            else
            {
                Demand.That(char.IsAsciiLetterOrDigit(c) || c is '_' or '=', $"'{c}' outside of quotes");
                word.Append(c);
            }
        }

        return Split(word.ToString());
    }

    /// <summary><c>set "NAME=VALUE"</c>: to the last quote of the line. Percent and exclamation marks expand inside of quotes too.</summary>
    private static (string Name, string? Value) Cmd(string statement)
    {
        Demand.That(statement.StartsWith("set \"", StringComparison.Ordinal) && statement.Length > 6 && statement[^1] == '"', "no set");
        string inside = statement[5..^1];
        Demand.That(inside.AsSpan().IndexOfAny("\"%!") < 0, "something that expands, or ends the quotes");
        (string name, string value) = Split(inside);
        return (name, value.Length == 0 ? null : value);
    }

    /// <summary>A verbatim string: to the first single quote, typographic ones among them, that is not doubled (about_Quoting_Rules).</summary>
    private static (string Name, string? Value) PowerShell(string statement)
    {
        int sign = statement.IndexOf(" = ", StringComparison.Ordinal);
        Demand.That(statement.StartsWith("$env:", StringComparison.Ordinal) && sign > 0, "no assignment");
        string name = statement[5..sign];
        string text = statement[(sign + 3)..];
        if (text == "$null")
        {
            return (name, null);
        }

        Demand.That(text.Length >= 2 && text[0] == '\'', "no text in quotes");
        StringBuilder value = new();
        for (int at = 1; at < text.Length; at++)
        {
            if (!SingleQuotes.Contains(text[at], StringComparison.Ordinal))
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && SingleQuotes.Contains(text[at + 1], StringComparison.Ordinal))
            {
                value.Append(text[at++]);
            }
            else
            {
                Demand.Same(text.Length - 1, at, "the end of the text");
                return (name, value.ToString());
            }
        }

        throw new DemandException("a quote that is not closed");
    }

    private static (string Name, string Value) Split(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        Demand.That(sign > 0, "no assignment");
        return (text[..sign], text[(sign + 1)..]);
    }
}
