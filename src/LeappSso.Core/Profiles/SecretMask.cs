using System.Text;

namespace LeappSso.Profiles;

/// <summary>Shows the lines of an AWS file without what is secret in them.</summary>
internal sealed class SecretMask
{
    private const string Hidden = "****";

    private static readonly string[] s_secretWords = ["secret", "token", "password", "aws_access_key_id"];

    private readonly Func<IniLine, string, string> _hide;

    private SecretMask(Func<IniLine, string, string> hide) => _hide = hide;

    /// <summary>For a config file: hides what stands behind a word like 'secret'.</summary>
    internal static SecretMask OfConfig { get; } = new((line, owner) => EndOfSecretWord(owner, 0) >= 0
        ? IniBlanks.Leading(line.Text) + Hidden
        : HideBehindWord(line.Text, EndOfSecretWord(line.Text, EndOfName(line))));

    /// <summary>For a credentials file: hides every value but what is surely none, and what was commented out.</summary>
    internal static SecretMask OfCredentials { get; } = new((line, _) => line.Kind switch
    {
        IniLineKind.Key when line.Key is "region" or CredentialsEditor.SessionKey => line.Text,
        IniLineKind.Comment when IniBlanks.Trim(line.Text) == IniSection.Mark => line.Text,
        IniLineKind.Comment => IniBlanks.Leading(line.Text) + "# " + Hidden,
        IniLineKind.Continuation or IniLineKind.Stray => IniBlanks.Leading(line.Text) + Hidden,
        _ => HideAfter(line.Text, EndOfName(line)),
    });

    /// <summary>A row as it may be shown on a terminal.</summary>
    internal string Show(DiffRow row)
    {
        // That lines end by CR LF is not shown in each of them.
        IEnumerable<string> lines = row.Lines.Select((line, i) => _hide(line, row.Owners[i]) + (line.End == "\r" ? "\r" : string.Empty));
        return VisibleText.Of(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(string.Concat(lines))));
    }

    /// <summary>The name of a section is shown, whatever is in it.</summary>
    private static int EndOfName(IniLine line) => line.Kind == IniLineKind.Header ? line.Text.LastIndexOf(']') + 1 : 0;

    /// <summary>Where the first word ends that speaks of a secret; -1 if none does.</summary>
    private static int EndOfSecretWord(string text, int start)
    {
        int end = -1;
        foreach (string word in s_secretWords)
        {
            int at = text.IndexOf(word, start, StringComparison.OrdinalIgnoreCase);
            end = at < 0 || (end >= 0 && end < at + word.Length) ? end : at + word.Length;
        }

        return end;
    }

    /// <summary>Hides all that is behind a word, but a delimiter directly behind it; nothing if there is no such word.</summary>
    private static string HideBehindWord(string text, int end)
    {
        if (end < 0)
        {
            return text;
        }

        end += text[end..].TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-').Count();
        string rest = text[end..];
        string behind = rest.TrimStart(' ', '\t');
        int shown = behind.Length > 0 && behind[0] is '=' or ':' ? end + rest.Length - behind.Length + 1 : end;
        return IniBlanks.Trim(text[shown..]).Length > 0 ? $"{text[..shown]} {Hidden}" : text;
    }

    /// <summary>Hides what is behind the first delimiter from here on; nothing if this is nowhere.</summary>
    private static string HideAfter(string text, int start)
    {
        int at = start < 0 ? -1 : text.AsSpan(start).IndexOfAny('=', ':');
        return at >= 0 && IniBlanks.Trim(text[(start + at + 1)..]).Length > 0 ? $"{text[..(start + at + 1)]} {Hidden}" : text;
    }
}
