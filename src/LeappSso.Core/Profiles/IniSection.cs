namespace LeappSso.Profiles;

/// <summary>A section of an AWS file: its header and every line down to the next header.</summary>
internal sealed class IniSection(IniLine header, int lineNumber)
{
    /// <summary>The comment directly under the header of a section that this module wrote.</summary>
    internal const string Mark = "# managed by LeappSso";

    internal IniLine Header { get; set; } = header;

    /// <summary>Where the header stood when the file was read, counted from 1.</summary>
    internal int LineNumber { get; } = lineNumber;

    internal List<IniLine> Body { get; } = [];

    internal SectionName Name { get; } = SectionName.Parse(header.Text[1..header.Text.LastIndexOf(']')]);

    /// <summary>Whether this module wrote the section, or took it over.</summary>
    internal bool IsMarked => Body.Count > 0 && Body[0].Text.TrimEnd() == Mark;

    /// <summary>The value of a key at column 1; null if the section has no such key.</summary>
    internal string? this[string key] => Body.Find(line => line.Key == key)?.Value;

    /// <summary>Sets a key in place, or puts it under the last line of ours.</summary>
    internal void Set(string key, string value, string newLine)
    {
        string text = $"{key} = {value}";
        int at = Body.FindIndex(line => line.Key == key);
        if (at >= 0)
        {
            if (Body[at].Value != value)
            {
                Body[at] = Body[at] with { Text = text };
            }

            return;
        }

        int last = Body.FindLastIndex(line => line.Key is not null || line.IsIndented || line.Text.TrimEnd() == Mark);
        Insert(last + 1, text, newLine);
    }

    /// <summary>Takes keys away, with the lines that continue them.</summary>
    internal void Remove(params string[] keys)
    {
        bool removing = false;
        for (int i = 0; i < Body.Count; i++)
        {
            IniLine line = Body[i];
            removing = line.IsIndented && !line.IsBlank && !line.IsComment ? removing : line.Key is { } key && keys.Contains(key);
            if (removing)
            {
                Body.RemoveAt(i--);
            }
        }
    }

    internal void AddMark(string newLine) => Insert(0, Mark, newLine);

    internal void RemoveMark()
    {
        if (IsMarked)
        {
            Body.RemoveAt(0);
        }
    }

    private void Insert(int at, string text, string newLine)
    {
        // The line above may be the last of a file without final newline.
        if (at > 0 && Body[at - 1].End.Length == 0)
        {
            Body[at - 1] = Body[at - 1] with { End = newLine };
        }
        else if (at == 0 && Header.End.Length == 0)
        {
            Header = Header with { End = newLine };
        }

        Body.Insert(at, new IniLine(text, newLine));
    }
}
