using System.Text;

namespace LeappSso.Profiles;

/// <summary>An AWS file as lines and sections. Bytes in, bytes out: what is not changed comes back as it was.</summary>
internal sealed class IniDocument
{
    private readonly List<IniLine> _preamble = [];
    private readonly List<IniSection> _sections = [];
    private readonly Dictionary<SectionName, IniSection> _byName = [];

    private IniDocument(byte[] bytes)
    {
        int feeds = 0;
        int pairs = 0;
        foreach (IniLine line in IniReader.Read(Encoding.Latin1.GetString(bytes)))
        {
            feeds += line.End == "\n" ? 1 : 0;
            pairs += line.End == "\r\n" ? 1 : 0;
            if (line.Kind != IniLineKind.Header)
            {
                (_sections.Count == 0 ? _preamble : _sections[^1].Body).Add(line);
                continue;
            }

            _sections.Add(new IniSection(line));
            Index(_sections[^1]);
        }

        NewLine = pairs > feeds ? "\r\n" : "\n";
    }

    /// <summary>The lines before the first header.</summary>
    internal IReadOnlyList<IniLine> Preamble => _preamble;

    internal IReadOnlyList<IniSection> Sections => _sections;

    /// <summary>The line end of what is added: the one that most lines have.</summary>
    internal string NewLine { get; }

    /// <summary>Every line, in order.</summary>
    internal IEnumerable<IniLine> Lines => _preamble.Concat(_sections.SelectMany(s => s.Body.Prepend(s.Header)));

    internal static IniDocument Parse(byte[] bytes) => new(bytes);

    internal IniSection? Find(SectionKind kind, string name) => _byName.GetValueOrDefault(new SectionName(kind, name));

    /// <summary>Whether no header follows.</summary>
    internal bool IsLast(IniSection section) => _sections.Count > 0 && ReferenceEquals(_sections[^1], section);

    internal byte[] ToBytes()
    {
        StringBuilder text = new();
        foreach (IniLine line in Lines)
        {
            text.Append(line.Text).Append(line.End);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>
    /// Where what was written is read otherwise than it was meant, by the number that the line had before the change; 0 if every line
    /// means the same in both.
    /// </summary>
    /// <param name="meant">The document that was written.</param>
    internal int FirstMisread(IniDocument meant)
    {
        int number = 1;
        using IEnumerator<IniLine> read = Lines.GetEnumerator();
        foreach (IniLine line in meant.Lines)
        {
            number = line.Number > 0 ? line.Number : number;
            if (!read.MoveNext() || (read.Current.Kind, read.Current.Key, read.Current.Value) != (line.Kind, line.Key, line.Value))
            {
                return number;
            }
        }

        return read.MoveNext() ? number : 0;
    }

    /// <summary>
    /// Adds a marked section at the end, after a blank line; without one where the file lacked its final newline, so that
    /// <see cref="Remove"/> knows to take that newline away again.
    /// </summary>
    internal IniSection Append(SectionName name)
    {
        List<IniLine> above = _sections.Count == 0 ? _preamble : _sections[^1].Body;
        IniLine? last = above.Count > 0 ? above[^1] : _sections.Count > 0 ? _sections[^1].Header : null;
        if (last is { End.Length: 0 })
        {
            ReplaceLast(above, _sections.LastOrDefault(), line => line with { End = NewLine });
        }
        else if (last is not null)
        {
            // A CR above and an LF here would be read as one line end.
            above.Add(IniLine.Blank(last.End == "\r" ? "\r\n" : NewLine));
        }

        IniSection section = new(IniLine.Header(name.ToHeader(), NewLine));
        section.AddMark(NewLine);
        _sections.Add(section);
        _byName[name] = section;
        return section;
    }

    /// <summary>Removes sections, each with the blank line above it; comments and blank lines left in them stay where they are.</summary>
    internal void Remove(IReadOnlySet<IniSection> gone)
    {
        if (gone.Count == 0)
        {
            return;
        }

        TakeGaps(gone);
        List<IniSection> kept = [];
        List<IniLine> above = _preamble;
        foreach (IniSection section in _sections)
        {
            if (gone.Contains(section))
            {
                above.AddRange(section.Body);
                continue;
            }

            kept.Add(section);
            above = section.Body;
        }

        _sections.Clear();
        _sections.AddRange(kept);
        _byName.Clear();
        _sections.ForEach(Index);
    }

    private void Index(IniSection section)
    {
        // botocore takes the later one of [default] and [profile default], the SDK for .NET takes [default]: so do we.
        if (!_byName.TryAdd(section.Name, section) && section.IsPlainDefault && !_byName[section.Name].IsPlainDefault)
        {
            _byName[section.Name] = section;
        }
    }

    private void TakeGaps(IReadOnlySet<IniSection> gone)
    {
        bool atEnd = true;
        IniSection? below = null;
        for (int i = _sections.Count - 1; i >= 0; i--)
        {
            IniSection section = _sections[i];
            if (!gone.Contains(section))
            {
                atEnd = false;
                below = section;
                continue;
            }

            // What stands above goes with the last section of ours that stood there, so that a missing newline is still known then.
            bool inherits = below is { IsMarked: true } && section.Body.Count == 1 && TakeBlank(section.Body);
            atEnd &= section.Body.Count == 0;
            below = section.Body.Count == 0 ? below : null;
            IniSection? owner = i == 0 ? null : _sections[i - 1];
            if (!inherits && !TakeBlank(owner?.Body ?? _preamble) && atEnd)
            {
                ReplaceLast(owner?.Body ?? _preamble, owner, line => line with { End = string.Empty });
            }
        }
    }

    private static bool TakeBlank(List<IniLine> above)
    {
        bool isThere = above.Count > 0 && above[^1] is { Kind: IniLineKind.Blank, Text.Length: 0 };
        if (isThere)
        {
            above.RemoveAt(above.Count - 1);
        }

        return isThere;
    }

    private static void ReplaceLast(List<IniLine> lines, IniSection? owner, Func<IniLine, IniLine> change)
    {
        if (lines.Count > 0)
        {
            lines[^1] = change(lines[^1]);
        }
        else if (owner is not null)
        {
            owner.Header = change(owner.Header);
        }
    }
}
