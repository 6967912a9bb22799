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
    internal static LeappException? Find(ReadOnlySpan<byte> bytes, IniDocument document, string path)
    {
        if (bytes.StartsWith(Encoding.Latin1.GetBytes(IniReader.ByteOrderMark)))
        {
            return Refusal(path, 1, "it begins with a byte order mark, which AWS CLI cannot read; save it as UTF-8 without BOM");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.Contains((byte)0))
        {
            return Refusal(path, 1, "it is UTF-16 or binary; save it as UTF-8 without BOM");
        }

        return document.Preamble.FirstOrDefault(line => line.Kind is IniLineKind.Key or IniLineKind.Stray) is { } early
            ? Refusal(path, early.Number, "there are keys before the first [section], which AWS CLI cannot read")
            : InSections(document, path);
    }

    private static LeappException? InSections(IniDocument document, string path)
    {
        Dictionary<(SectionName, bool), IniSection> seen = [];
        foreach (IniSection section in document.Sections)
        {
            // [default] beside [profile default] is readable, though not by all in the same way.
            if (!seen.TryAdd((section.Name, section.IsPlainDefault), section))
            {
                int other = seen[(section.Name, section.IsPlainDefault)].LineNumber;
                return Refusal(path, section.LineNumber, $"[{section.Header.Key}] is there twice (also in line {other}), which AWS tools read differently or not at all");
            }

            if (InSection(section, path) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static LeappException? InSection(IniSection section, string path)
    {
        Dictionary<string, int> keys = [];
        foreach (IniLine line in section.Body)
        {
            if (line.Kind == IniLineKind.Stray)
            {
                return Refusal(path, line.Number, "it is neither a key with '=', a [section], a comment nor indented, which no AWS tool can read");
            }

            if (line.Kind == IniLineKind.Key && !keys.TryAdd(line.Key, line.Number))
            {
                return Refusal(path, line.Number, $"the key {line.Key} is twice in [{section.Header.Key}] (also in line {keys[line.Key]}), which AWS CLI cannot read");
            }
        }

        return null;
    }

    /// <summary>A refusal.</summary>
    internal static LeappException Refusal(string path, int line, string reason) => new(
        LeappErrorCode.AwsFileInvalid, $"{path}, line {line}: {reason}. Nothing was changed; mend the file, then run the command again.", path);
}
