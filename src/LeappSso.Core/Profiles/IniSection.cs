namespace LeappSso.Profiles;

/// <summary>A section of an AWS file: its header and every line down to the next header.</summary>
internal sealed partial class IniSection(IniLine header)
{
    /// <summary>The comment directly under the header of a section that this module wrote.</summary>
    internal const string Mark = "# managed by LeappSso";

    internal IniLine Header { get; set; } = header;

    /// <summary>Where the header stood when the file was read, counted from 1.</summary>
    internal int LineNumber => Header.Number;

    internal List<IniLine> Body { get; } = [];

    internal SectionName Name { get; } = SectionName.Parse(header.Key);

    /// <summary>Whether the header is the plain <c>[default]</c>.</summary>
    internal bool IsPlainDefault => Header.Key == SectionName.Default;

    /// <summary>Whether this module wrote the section, or took it over.</summary>
    internal bool IsMarked => Body.Count > 0 && IsMark(Body[0]);

    /// <summary>The keys, in lower case and in their order.</summary>
    internal IEnumerable<string> Keys => Body.Where(line => line.Kind == IniLineKind.Key).Select(line => line.Key);

    /// <summary>The value of a key; null if the section has no such key.</summary>
    internal string? this[string key] => Body.Find(line => line.Kind == IniLineKind.Key && line.Key == key)?.Value;

    /// <summary>Sets a key in place, or puts it under the last key.</summary>
    internal void Set(string key, string value, string newLine)
    {
        int at = Body.FindIndex(line => line.Kind == IniLineKind.Key && line.Key == key);
        if (at < 0)
        {
            int last = Body.FindLastIndex(line => line.Kind is IniLineKind.Key or IniLineKind.Continuation);
            Insert(last >= 0 ? last + 1 : IsMarked ? 1 : 0, IniLine.Of(key, value, newLine), newLine);
        }
        else if (Body[at] is { } old && old.Value != value)
        {
            string text = $"{IniBlanks.Leading(old.Text)}{key} = {value}";
            Body[at] = old with { Text = text, Value = value, End = old.End.Length > 0 ? old.End : newLine };
        }
    }

    /// <summary>Takes keys away.</summary>
    internal void Remove(IEnumerable<string> keys)
    {
        HashSet<string> gone = [.. keys];
        Body.RemoveAll(line => line.Kind == IniLineKind.Key && gone.Contains(line.Key));
    }

    /// <summary>Takes keys away with the lines that continue them.</summary>
    internal void RemoveWhole(IEnumerable<string> keys)
    {
        HashSet<string> gone = [.. keys];
        bool inside = false;
        // Neither a blank line nor a comment ends what continues a key.
        Body.RemoveAll(line => line.Kind switch
        {
            IniLineKind.Key => inside = gone.Contains(line.Key),
            IniLineKind.Continuation => inside,
            _ => false,
        });
    }

    /// <summary>The first line that continues one of these keys; null if none does.</summary>
    internal IniLine? ContinuationOf(IEnumerable<string> keys)
    {
        HashSet<string> asked = [.. keys];
        bool inside = false;
        foreach (IniLine line in Body)
        {
            if (inside && line.Kind == IniLineKind.Continuation)
            {
                return line;
            }

            inside = line.Kind == IniLineKind.Key ? asked.Contains(line.Key) : inside;
        }

        return null;
    }

    /// <summary>
    /// Whether there is more in it than our mark and these keys: other keys, or comments that belong to the section. Comments directly
    /// above the next header belong to that one, and comments after a blank line to neither.
    /// </summary>
    /// <param name="keys">Our keys.</param>
    /// <param name="isLast">Whether no header follows.</param>
    internal bool HoldsMoreThan(IEnumerable<string> keys, bool isLast)
    {
        HashSet<string> ours = [.. keys];
        if (Body.Exists(line => line.Kind is IniLineKind.Continuation or IniLineKind.Stray || (line.Kind == IniLineKind.Key && !ours.Contains(line.Key))))
        {
            return true;
        }

        int last = Math.Max(0, Body.FindLastIndex(line => line.Kind == IniLineKind.Key));
        int after = Body.FindIndex(last, line => line.Kind == IniLineKind.Blank);
        bool belongs = after >= 0 || isLast;
        int end = !belongs ? last : after >= 0 ? after : Body.Count;
        return Body.Take(end).Skip(IsMarked ? 1 : 0).Any(line => line.Kind == IniLineKind.Comment);
    }

    internal void AddMark(string newLine) => Insert(0, IniLine.Comment(Mark, newLine), newLine);

    /// <summary>Takes the mark away, and copies of it further down, which would be the mark once what is between is gone.</summary>
    internal void RemoveMark()
    {
        if (IsMarked)
        {
            Body.RemoveAll(IsMark);
        }
    }

    private static bool IsMark(IniLine line) => line.Kind == IniLineKind.Comment && line.Text.TrimEnd(' ', '\t') == Mark;

    private void Insert(int at, IniLine line, string newLine)
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

        Body.Insert(at, line);
    }
}
