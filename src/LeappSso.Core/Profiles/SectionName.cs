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
    /// <summary>The profile whose header has no word before its name.</summary>
    internal const string Default = "default";

    /// <summary>Reads what stands between the brackets: kind, blanks, and a name that AWS CLI may have quoted.</summary>
    internal static SectionName Parse(string header)
    {
        string trimmed = header.Trim(' ', '\t');
        if (trimmed == Default)
        {
            return new SectionName(SectionKind.Profile, trimmed);
        }

        int blank = trimmed.AsSpan().IndexOfAny(' ', '\t');
        SectionKind kind = blank < 0 ? SectionKind.Other : trimmed[..blank] switch
        {
            "profile" => SectionKind.Profile,
            "sso-session" => SectionKind.SsoSession,
            _ => SectionKind.Other,
        };
        // A bare name with blanks is none to AWS CLI, and the quoted spelling none to the SDK for .NET: having both is no contradiction.
        return kind != SectionKind.Other && Unquote(trimmed[blank..].Trim(' ', '\t')) is { } name
            ? new SectionName(kind, name)
            : new SectionName(SectionKind.Other, trimmed);
    }

    /// <summary>What stands between the brackets in the spelling that every SDK reads.</summary>
    internal string ToHeader() => Kind switch
    {
        SectionKind.Profile => Name == Default ? Default : $"profile {Name}",
        SectionKind.SsoSession => $"sso-session {Name}",
        _ => Name,
    };

    private static string? Unquote(string name) =>
        name.Length >= 2 && name[0] is '"' or '\'' && name[^1] == name[0] ? name[1..^1]
        : name.AsSpan().IndexOfAny(' ', '\t') < 0 ? name
        : null;
}
