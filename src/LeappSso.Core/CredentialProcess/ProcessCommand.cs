using System.Text;

namespace LeappSso.CredentialProcess;

/// <summary>
/// The text behind <c>credential_process =</c>, in a form that every reader takes apart in the same way. What they do with it was
/// measured: botocore splits it as a shell would, the SDKs for JavaScript and Go give it to <c>sh -c</c> or <c>cmd.exe /c</c>, and
/// the SDK for .NET puts it into double quotes for them. So only the path is quoted, and only where it must be.
/// </summary>
internal static class ProcessCommand
{
    private const string Program = "leappsso-credential";

    // Portals give permission sets names of these characters ([\w+=,.@-]+ in the API), and so are the aliases; chained sessions have a colon.
    private const string Id = "_.,+=@/:-";

    private const string Plain = "_.,+=@/:-";

    // In these, a comma and '=' would end the name of a program for cmd.exe.
    private const string PlainOnWindows = "_.+@/:-\\~";

    /// <summary>The file name of the helper.</summary>
    /// <param name="isNative">Whether it is a program, and no script.</param>
    internal static string FileName(bool isNative) => !OperatingSystem.IsWindows() ? Program : isNative ? $"{Program}.exe" : $"{Program}.cmd";

    /// <summary>The command that asks for the keys of a session.</summary>
    /// <param name="path">The path of the helper.</param>
    /// <param name="session">The session.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/> where path or session could not be read by all.</exception>
    internal static string Of(string path, SessionId session) => Of(path, session, OperatingSystem.IsWindows());

    /// <inheritdoc cref="Of(string, SessionId)"/>
    internal static string Of(string path, SessionId session, bool onWindows)
    {
        string id = IdOf(session);
        return $"{ProgramOf(path, onWindows)} {id}";
    }

    /// <summary>The id as the second part of a command.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/> where it could not be read by all.</exception>
    internal static string IdOf(SessionId session)
    {
        string id = session.ToString();
        return IsId(id) ? id : throw new LeappException(
            LeappErrorCode.MethodNotAvailable,
            $"{VisibleText.Of(id)} cannot stand in credential_process, since not every AWS tool could read it: it has other characters than letters,"
            + $" digits and {string.Join(' ', Id.AsEnumerable())}. Activate the session with the method SsoProfile.",
            id);
    }

    /// <summary>The path of the helper as the first part of a command.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/> where it could not be read by all.</exception>
    internal static string ProgramOf(string path) => ProgramOf(path, OperatingSystem.IsWindows());

    private static string ProgramOf(string path, bool onWindows)
    {
        if (Trouble(path, onWindows) is { } trouble)
        {
            throw new LeappException(
                LeappErrorCode.MethodNotAvailable,
                $"{VisibleText.Of(path)} cannot stand in credential_process, since {trouble}. Let the environment variable LEAPPSSO_HOME name a folder"
                + " whose path is plain, or activate the session with the method SsoProfile.",
                path);
        }

        return NeedsQuotes(path, onWindows) ? $"\"{path}\"" : path;
    }

    /// <summary>The session that a command asks for; null if it is none of ours.</summary>
    /// <param name="value">The text behind <c>credential_process =</c>.</param>
    internal static string? SessionIn(string value)
    {
        int end = value.LastIndexOf(' ');
        if (end <= 0)
        {
            return null;
        }

        string path = value[..end];
        bool quoted = path.Length > 2 && path[0] == '"' && path[^1] == '"';
        string plain = quoted ? path[1..^1] : path;
        string name = plain[(plain.LastIndexOfAny(['/', '\\']) + 1)..];
        bool ours = (quoted || !plain.Contains(' ', StringComparison.Ordinal))
            && !plain.Contains('"', StringComparison.Ordinal)
            && name is Program or $"{Program}.exe" or $"{Program}.cmd";
        string id = value[(end + 1)..];
        return ours && IsId(id) ? id : null;
    }

    private static bool IsId(string id) =>
        id.Length > 0 && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || Id.Contains(c, StringComparison.Ordinal))
        && SessionId.TryParse(id, out _);

    private static bool NeedsQuotes(string path, bool onWindows) => onWindows
        ? path.Contains(' ', StringComparison.Ordinal)
        : !path.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal));

    /// <summary>Why not every reader could read a path; null if all can.</summary>
    private static string? Trouble(string path, bool onWindows)
    {
        if (onWindows ? !IsFullOnWindows(path) : !path.StartsWith('/'))
        {
            return "it is not a full path";
        }

        if (path.EnumerateRunes().Any(r => r == Rune.ReplacementChar) || path.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
        {
            // The replacement character stands in for half a character, and for a byte that is none.
            return "it has control characters or is not valid text";
        }

        string bad = onWindows ? "\"%" : "\"%$`\\";
        if (path.IndexOfAny([.. bad]) is >= 0 and int at)
        {
            return $"shells give {path[at]} a meaning of its own";
        }

        if (path.Contains(" #", StringComparison.Ordinal) || path.Contains(" ;", StringComparison.Ordinal))
        {
            return "some tools take what follows a blank and # or ; for a comment";
        }

        return onWindows ? TroubleOnWindows(path) : null;
    }

    /// <summary><c>cmd.exe /c</c> keeps one pair of quotes only around a blank, and beside none of these characters (help of cmd).</summary>
    private static string? TroubleOnWindows(string path)
    {
        bool quoted = NeedsQuotes(path, onWindows: true);
        foreach (char c in path)
        {
            bool good = quoted
                ? !"&<>()@^|".Contains(c, StringComparison.Ordinal)
                : (c > '~' && !char.IsWhiteSpace(c)) || char.IsAsciiLetterOrDigit(c) || PlainOnWindows.Contains(c, StringComparison.Ordinal);
            if (!good)
            {
                return $"cmd.exe gives {c} a meaning of its own";
            }
        }

        return null;
    }

    private static bool IsFullOnWindows(string path) =>
        path.StartsWith(@"\\", StringComparison.Ordinal)
        || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');
}
