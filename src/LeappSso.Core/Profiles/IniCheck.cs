namespace LeappSso.Profiles;

/// <summary>
/// Refuses to change a file that some reader misreads or cannot read at all: what to do about it is for the person to decide.
/// What botocore and the SDK for .NET make of each case was measured.
/// </summary>
internal static class IniCheck
{
    /// <summary>Checks a file before it is changed.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="document">The same, parsed.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/> with the line and the reason.</exception>
    internal static void Demand(ReadOnlySpan<byte> bytes, IniDocument document, string path)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (bytes.StartsWith(mark))
        {
            throw Refusal(path, 1, "it begins with a byte order mark, which AWS CLI cannot read; save it as UTF-8 without BOM");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.Contains((byte)0))
        {
            throw Refusal(path, 1, "it is UTF-16 or binary; save it as UTF-8 without BOM");
        }

        int first = document.Preamble.ToList().FindIndex(line => !line.IsBlank && !line.IsComment);
        if (first >= 0)
        {
            throw Refusal(path, first + 1, "there are keys before the first [section], which AWS CLI cannot read");
        }

        Dictionary<SectionName, IniSection> seen = [];
        foreach (IniSection section in document.Sections)
        {
            if (!seen.TryAdd(section.Name, section))
            {
                throw Refusal(
                    path, section.LineNumber, $"{section.Header.Text.Trim()} is there twice (also in line {seen[section.Name].LineNumber}), which AWS CLI cannot read");
            }

            Demand(section, path);
        }
    }

    private static void Demand(IniSection section, string path)
    {
        Dictionary<string, int> keys = [];
        for (int i = 0; i < section.Body.Count; i++)
        {
            IniLine line = section.Body[i];
            int number = section.LineNumber + 1 + i;
            if (line.Key is { } key)
            {
                if (!keys.TryAdd(key, number))
                {
                    throw Refusal(path, number, $"the key {key} is twice in {section.Header.Text.Trim()} (also in line {keys[key]}), which AWS CLI cannot read");
                }
            }
            else if (!line.IsBlank && !line.IsComment && !line.IsIndented)
            {
                throw Refusal(path, number, "it is neither a key with '=', a [section], a comment nor indented, which no AWS tool can read");
            }
        }
    }

    private static LeappException Refusal(string path, int line, string reason) => new(
        LeappErrorCode.AwsFileInvalid, $"{path}, line {line}: {reason}. Nothing was changed; mend the file, then run the command again.", path);
}
