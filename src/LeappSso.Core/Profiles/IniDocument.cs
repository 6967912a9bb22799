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
        int number = 0;
        foreach (IniLine line in Split(Encoding.Latin1.GetString(bytes)))
        {
            number++;
            if (line.IsHeader)
            {
                IniSection section = new(line, number);
                _sections.Add(section);
                _byName.TryAdd(section.Name, section);
            }
            else
            {
                (_sections.Count == 0 ? _preamble : _sections[^1].Body).Add(line);
            }
        }

        NewLine = bytes.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
    }

    /// <summary>The lines before the first header.</summary>
    internal IReadOnlyList<IniLine> Preamble => _preamble;

    internal IReadOnlyList<IniSection> Sections => _sections;

    /// <summary>The line end of what is added.</summary>
    internal string NewLine { get; }

    internal static IniDocument Parse(byte[] bytes) => new(bytes);

    internal IniSection? Find(SectionKind kind, string name) => _byName.GetValueOrDefault(new SectionName(kind, name));

    internal byte[] ToBytes()
    {
        StringBuilder text = new();
        Append(text, _preamble);
        foreach (IniSection section in _sections)
        {
            text.Append(section.Header.Text).Append(section.Header.End);
            Append(text, section.Body);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>
    /// Adds a marked section at the end, after a blank line; without one where the file lacked its final newline, so that
    /// <see cref="Remove"/> knows to take that newline away again.
    /// </summary>
    internal IniSection Append(SectionName name)
    {
        List<IniLine> above = _sections.Count == 0 ? _preamble : _sections[^1].Body;
        bool ended = EndLastLine(above);
        if (ended && (_sections.Count > 0 || _preamble.Count > 0))
        {
            above.Add(new IniLine(string.Empty, NewLine));
        }

        IniSection section = new(new IniLine(name.ToHeader(), NewLine), 0);
        section.AddMark(NewLine);
        _sections.Add(section);
        _byName[name] = section;
        return section;
    }

    /// <summary>Removes a section with the blank line above it; comments and blank lines left in it stay where they are.</summary>
    internal void Remove(IReadOnlyCollection<IniSection> gone)
    {
        HashSet<IniSection> set = [.. gone];
        List<IniSection> kept = [];
        List<IniLine> above = _preamble;
        IniSection? owner = null;
        for (int i = 0; i < _sections.Count; i++)
        {
            IniSection section = _sections[i];
            if (!set.Contains(section))
            {
                kept.Add(section);
                owner = section;
                above = section.Body;
                continue;
            }

            _byName.Remove(section.Name);
            bool isLast = i == _sections.Count - 1 && section.Body.Count == 0;
            TakeGap(above, owner, isLast);
            above.AddRange(section.Body);
        }

        _sections.Clear();
        _sections.AddRange(kept);
    }

    private static void TakeGap(List<IniLine> above, IniSection? owner, bool isLast)
    {
        if (above.Count > 0 && above[^1].IsBlank)
        {
            above.RemoveAt(above.Count - 1);
        }
        else if (isLast && above.Count > 0)
        {
            above[^1] = above[^1] with { End = string.Empty };
        }
        else if (isLast && owner is not null)
        {
            owner.Header = owner.Header with { End = string.Empty };
        }
    }

    /// <summary>Gives the last line a line end; says whether it had one.</summary>
    private bool EndLastLine(List<IniLine> above)
    {
        if (above.Count > 0)
        {
            bool ended = above[^1].End.Length > 0;
            above[^1] = ended ? above[^1] : above[^1] with { End = NewLine };
            return ended;
        }

        if (_sections.Count == 0 || _sections[^1].Header.End.Length > 0)
        {
            return true;
        }

        _sections[^1].Header = _sections[^1].Header with { End = NewLine };
        return false;
    }

    private static void Append(StringBuilder text, List<IniLine> lines)
    {
        foreach (IniLine line in lines)
        {
            text.Append(line.Text).Append(line.End);
        }
    }

    private static IEnumerable<IniLine> Split(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int feed = text.IndexOf('\n', start);
            if (feed < 0)
            {
                yield return new IniLine(text[start..], string.Empty);
                yield break;
            }

            int end = feed > start && text[feed - 1] == '\r' ? feed - 1 : feed;
            yield return new IniLine(text[start..end], text[end..(feed + 1)]);
            start = feed + 1;
        }
    }
}
