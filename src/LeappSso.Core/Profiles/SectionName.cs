namespace LeappSso.Profiles;

/// <summary>The kinds of section that this module cares for.</summary>
internal enum SectionKind
{
    Profile,
    SsoSession,
    Other,
}

/// <summary>What a header of the config file names. Spellings that mean one profile to some reader are equal.</summary>
internal readonly record struct SectionName(SectionKind Kind, string Name)
{
    /// <summary>Reads what stands between the brackets: kind, blanks, and a name that AWS CLI may have quoted.</summary>
    internal static SectionName Parse(string header)
    {
        string trimmed = header.Trim();
        if (trimmed == "default")
        {
            return new SectionName(SectionKind.Profile, trimmed);
        }

        int blank = trimmed.AsSpan().IndexOfAny(' ', '\t');
        return blank < 0
            ? new SectionName(SectionKind.Other, trimmed)
            : trimmed[..blank] switch
            {
                "profile" => new SectionName(SectionKind.Profile, Unquote(trimmed[blank..].Trim())),
                "sso-session" => new SectionName(SectionKind.SsoSession, Unquote(trimmed[blank..].Trim())),
                _ => new SectionName(SectionKind.Other, trimmed),
            };
    }

    /// <summary>The header that every SDK reads.</summary>
    internal string ToHeader() => Kind switch
    {
        SectionKind.Profile => Name == "default" ? "[default]" : $"[profile {Name}]",
        SectionKind.SsoSession => $"[sso-session {Name}]",
        _ => $"[{Name}]",
    };

    private static string Unquote(string name) =>
        name.Length >= 2 && name[0] is '"' or '\'' && name[^1] == name[0] ? name[1..^1] : name;
}
