namespace LeappSso.Diagnosis;

/// <summary>A command of credential_process, as far as it tells whose it is: its program and its last word, without their quotes.</summary>
internal sealed class ProcessCommandLine
{
    /// <summary>Reads a command.</summary>
    /// <param name="command">What stands behind credential_process.</param>
    internal ProcessCommandLine(string command)
    {
        string text = command.Trim();
        int end = text.Length == 0 ? -1
            : text[0] is '"' or '\'' ? text.IndexOf(text[0], 1) + 1
            : text.AsSpan().IndexOfAny(' ', '\t');
        Program = Unquoted(end > 0 ? text[..end] : text);
        LastWord = Unquoted(text[(text.AsSpan().LastIndexOfAny(' ', '\t') + 1)..]);
    }

    internal string Program { get; }

    internal string LastWord { get; }

    private static string Unquoted(string word) => word.Length >= 2 && word[0] is '"' or '\'' && word[^1] == word[0] ? word[1..^1] : word;
}
