using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>The header of a section of the config, as it is spelled.</summary>
internal sealed class HeaderName
{
    private static readonly char[] s_blanks = [' ', '\t'];

    /// <summary>Reads it.</summary>
    /// <param name="section">The section.</param>
    internal HeaderName(IniSection section)
    {
        Section = section;
        Text = section.Header.Key.Trim(s_blanks);
        int blank = Text.IndexOfAny(s_blanks);
        string word = blank < 0 ? string.Empty : Text[..blank];
        string name = blank < 0 ? Text : Text[blank..].Trim(s_blanks);
        IsQuoted = name.Length >= 2 && name[0] is '"' or '\'' && name[^1] == name[0];
        Name = IsQuoted ? name[1..^1] : name;
        Word = word is "profile" or "sso-session" ? word : null;
        string kind = section["sso_start_url"] is not null && section["sso_account_id"] is null ? "sso-session" : "profile";
        string known = word.ToLowerInvariant() is "profile" or "sso-session" or "sso_session" ? Name : Text;
        Intended = Text.Equals(SectionName.Default, StringComparison.OrdinalIgnoreCase) ? SectionName.Default : FileText.Shown($"{kind} {known}");
    }

    internal IniSection Section { get; }

    /// <summary>What stands between the brackets, without blanks around it.</summary>
    internal string Text { get; }

    /// <summary><c>profile</c> or <c>sso-session</c>; null if it begins with neither.</summary>
    internal string? Word { get; }

    /// <summary>Whether some tool takes the section for a profile.</summary>
    internal bool IsProfile => Word == "profile" || Text == SectionName.Default;

    /// <summary>The name without its quotes.</summary>
    internal string Name { get; }

    internal bool IsQuoted { get; }

    internal bool HasBlanks => Name.IndexOfAny(s_blanks) >= 0;

    /// <summary>Whether there is a blank where no tool but the SDK for .NET takes one: behind the bracket, or before the other one of [default].</summary>
    internal bool IsSpaced => s_blanks.Contains(Section.Header.Key[0]) || (Text == SectionName.Default && !Section.IsPlainDefault);

    /// <summary>What was most likely meant to stand there.</summary>
    internal string Intended { get; }

    /// <summary>What the section says.</summary>
    internal IEnumerable<(string Key, string Value)> Says() => Section.Body
        .Where(l => l.Kind is IniLineKind.Key or IniLineKind.Continuation)
        .Select(l => (l.Key, l.Kind == IniLineKind.Key ? l.Value : l.Text.Trim()));
}
