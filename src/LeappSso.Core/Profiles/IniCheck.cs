using System.Text;

namespace LeappSso.Profiles;

/// <summary>
/// Refuses to change a file that some reader misreads or cannot read at all: what to do about it is for the person to decide.
/// What botocore and the SDK for .NET make of each case was measured.
/// </summary>
internal static class IniCheck
{
    /// <summary>Finds the reason why a file cannot be changed safely.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="document">The same, parsed and not changed yet.</param>
    /// <param name="path">Its path.</param>
    /// <returns>A refusal with code <see cref="LeappErrorCode.AwsFileInvalid"/>, the line and the reason; null if nothing is wrong.</returns>
    internal static LeappException? Find(ReadOnlySpan<byte> bytes, IniDocument document, string path) =>
        FindAll(bytes, document).FirstOrDefault() is { } fault ? Refusal(path, fault.Line, $"{fault.Reason}; {fault.Advice}") : null;

    /// <summary>Finds all reasons, in the order of the file.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="document">The same, parsed and not changed yet.</param>
    internal static IEnumerable<IniFault> FindAll(ReadOnlySpan<byte> bytes, IniDocument document)
    {
        // What is no text has no lines to judge.
        bool isText = !bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && !bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) && !bytes.Contains((byte)0);
        IEnumerable<IniFault> found = isText
            ? InPreamble(document).Concat(InSections(document))
            : [new IniFault(1, "it is UTF-16 or binary, which AWS CLI cannot read", "save it as UTF-8 without BOM")];
        return bytes.StartsWith(Encoding.Latin1.GetBytes(IniReader.ByteOrderMark))
            ? found.Prepend(new IniFault(1, "it begins with a byte order mark, which AWS CLI cannot read", "save it as UTF-8 without BOM"))
            : found;
    }

    /// <summary>A refusal.</summary>
    internal static LeappException Refusal(string path, int line, string reason) => new(
        LeappErrorCode.AwsFileInvalid, $"{path}, line {line}: {reason}. That file was not changed; mend it, then run the command again.", path);

    private static IEnumerable<IniFault> InPreamble(IniDocument document) =>
        from line in document.Preamble.Where(line => line.Kind is IniLineKind.Key or IniLineKind.Stray).Take(1)
        select IsUnclosed(line) ? Unclosed(line) : new IniFault(
            line.Number, "there are keys before the first [section], which AWS CLI cannot read and the SDK for .NET passes over",
            "put the header of their section above them");

    private static IEnumerable<IniFault> InSections(IniDocument document)
    {
        Dictionary<(SectionName, bool), IniSection> seen = [];
        foreach (IniSection section in document.Sections)
        {
            // [default] beside [profile default] is readable, though not by all in the same way.
            if (!seen.TryAdd((section.Name, section.IsPlainDefault), section))
            {
                int other = seen[(section.Name, section.IsPlainDefault)].LineNumber;
                yield return new IniFault(
                    section.LineNumber, $"[{section.Header.Key}] is there twice (also in line {other}), which AWS tools read differently or not at all",
                    "make one section of the two");
            }

            foreach (IniFault fault in InSection(section))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<IniFault> InSection(IniSection section)
    {
        Dictionary<string, int> keys = [];
        foreach (IniLine line in section.Body)
        {
            if (line.Kind == IniLineKind.Stray && IsUnclosed(line))
            {
                yield return Unclosed(line);
            }
            else if (line.Kind == IniLineKind.Stray)
            {
                yield return new IniFault(
                    line.Number, "it is neither a key with '=', a [section], a comment nor indented, which no AWS tool can read",
                    "remove the line, or make it a comment with #");
            }
            else if (line.Kind == IniLineKind.Key && !keys.TryAdd(line.Key, line.Number))
            {
                yield return new IniFault(
                    line.Number,
                    $"{NameOf(line.Key)} is twice in [{section.Header.Key}] (also in line {keys[line.Key]}), which AWS CLI cannot read,"
                        + " and for which the SDK for .NET drops the section",
                    "remove one of the two lines");
            }
        }
    }

    private static bool IsUnclosed(IniLine line) => IniBlanks.Trim(line.Text).StartsWith('[');

    private static IniFault Unclosed(IniLine line) => new(
        line.Number, "it begins with '[' and is no header, as no name with ']' behind it follows, so no AWS tool can read it",
        "write it as [default] or [profile NAME] are written, or remove the line");

    /// <summary>What looks like no name may be half a secret that a line break has cut.</summary>
    private static string NameOf(string key) =>
        key.Length <= 32 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? $"the key {key}" : "the key";
}
