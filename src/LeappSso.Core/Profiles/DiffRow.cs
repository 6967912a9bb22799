namespace LeappSso.Profiles;

/// <summary>
/// One row of a diff: what stands between two line feeds. A line that ends by a bare carriage return is a line to the readers of AWS
/// files, but not to tools that apply a diff.
/// </summary>
/// <param name="Lines">The lines in it.</param>
/// <param name="Owners">For each line the key that it continues; empty for one that continues none.</param>
internal sealed record DiffRow(IReadOnlyList<IniLine> Lines, IReadOnlyList<string> Owners)
{
    /// <summary>The bytes without the line feed, as Latin-1.</summary>
    internal string Text { get; } = string.Concat(Lines.Select(l => l.Text + l.End)).TrimEnd('\n');

    /// <summary>Whether it ends by a line feed; only the last row of a file may not.</summary>
    internal bool HasFeed { get; } = Lines[^1].End.EndsWith('\n');

    /// <summary>Where its first line stood when the file was read; 0 for a new one.</summary>
    internal int Number => Lines[0].Number;

    /// <summary>Whether both are the same bytes.</summary>
    internal bool Reads(DiffRow other) => Text == other.Text && HasFeed == other.HasFeed;

    /// <summary>The rows of a file.</summary>
    internal static IReadOnlyList<DiffRow> Of(IniDocument document)
    {
        List<DiffRow> rows = [];
        List<IniLine> lines = [];
        List<string> owners = [];
        string owner = string.Empty;
        foreach (IniLine line in document.Lines)
        {
            owner = line.Kind switch { IniLineKind.Key => line.Key, IniLineKind.Header => string.Empty, _ => owner };
            lines.Add(line);
            owners.Add(line.Kind == IniLineKind.Continuation ? owner : string.Empty);
            if (line.End.EndsWith('\n'))
            {
                rows.Add(new DiffRow(lines, owners));
                lines = [];
                owners = [];
            }
        }

        if (lines.Count > 0)
        {
            rows.Add(new DiffRow(lines, owners));
        }

        return rows;
    }
}
