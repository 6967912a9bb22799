using System.Text;

namespace LeappSso.Profiles;

/// <summary>What a line of an AWS file is to AWS CLI.</summary>
internal enum IniLineKind
{
    /// <summary>The header of a section.</summary>
    Header,
    /// <summary>A key with its value.</summary>
    Key,
    /// <summary>An indented line that belongs to the key above it.</summary>
    Continuation,
    /// <summary>Nothing, or blanks.</summary>
    Blank,
    /// <summary>A comment.</summary>
    Comment,
    /// <summary>Something that no tool can read.</summary>
    Stray,
}

/// <summary>One line of an AWS file, with its own line end.</summary>
/// <param name="Text">The line as Latin-1, one character a byte, so that every byte comes back as it was.</param>
/// <param name="End">CR LF, LF, CR, or nothing at the end of the file.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The key in lower case, as every reader has it; of a header, what stands between the brackets.</param>
/// <param name="Value">What stands behind the key on this line, without blanks around it.</param>
/// <param name="Number">Where it stood when the file was read, counted from 1; 0 for a new line.</param>
internal sealed record IniLine(string Text, string End, IniLineKind Kind, string Key = "", string Value = "", int Number = 0)
{
    /// <summary>A text as lines have it: the bytes of its UTF-8 form, one character a byte.</summary>
    internal static string TextOf(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>An empty line.</summary>
    internal static IniLine Blank(string end) => new(string.Empty, end, IniLineKind.Blank);

    /// <summary>A comment.</summary>
    internal static IniLine Comment(string text, string end) => new(text, end, IniLineKind.Comment);

    /// <summary>A header; <paramref name="name"/> is what stands between its brackets.</summary>
    internal static IniLine Header(string name, string end) => new($"[{name}]", end, IniLineKind.Header, name);

    /// <summary>A key with its value, at column 1.</summary>
    internal static IniLine Of(string key, string value, string end) => new($"{key} = {value}", end, IniLineKind.Key, key, value);
}
