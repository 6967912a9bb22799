using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>Judges what became of the lines of a file.</summary>
internal static class FileLines
{
    /// <summary>The lines of a text with their ends, found in another way than the reader does.</summary>
    internal static string[] Split(string text) =>
        [.. text.Replace("\r\n", "\u0001", StringComparison.Ordinal).Replace("\n", "\n\0", StringComparison.Ordinal).Replace("\r", "\r\0", StringComparison.Ordinal)
            .Replace("\u0001", "\r\n\0", StringComparison.Ordinal).Split('\0', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>
    /// Demands that the foreign lines of a file are all there, byte for byte and in their order, and that what else is there are lines of
    /// ours and blank lines. The last line may get its line end, and lose it again.
    /// </summary>
    internal static void AssertKept(Edits edits, byte[] before, byte[] after)
    {
        Queue<string> foreign = new(ForeignOf(edits, before));
        IniLine[] all = [.. IniDocument.Parse(after).Lines];
        for (int i = 0; i < all.Length; i++)
        {
            if (foreign.TryPeek(out string? next) && IsSame(all[i], next, mayLackEnd: foreign.Count == 1 || i == all.Length - 1))
            {
                foreign.Dequeue();
                continue;
            }

            Assert.True(
                all[i].Kind == IniLineKind.Blank || all[i].Text.TrimEnd() == IniSection.Mark || IsOurHeader(edits, all[i]) || edits.OwnKeys.Contains(KeyOf(all[i].Text)),
                $"'{all[i].Text}' is new, in {Edits.Text(after)}");
        }

        Assert.Empty(foreign);
    }

    /// <summary>What readers make of the foreign parts of a file.</summary>
    internal static string[] Meaning(Edits edits, byte[] bytes)
    {
        IniDocument document = IniDocument.Parse(bytes);
        return
        [
            .. document.Sections.Where(s => !edits.IsOurs(s)).SelectMany(s => s.Body.Prepend(s.Header)).Where(l => l.Kind is not IniLineKind.Blank)
                .Select(l => $"{l.Kind} {l.Key} = {l.Value}"),
            .. document.Sections.Where(edits.IsOurs).SelectMany(s => s.Body).Where(l => l.Kind == IniLineKind.Key && !edits.OwnKeys.Contains(l.Key))
                .Select(l => $"{l.Kind} {l.Key} = {l.Value}"),
        ];
    }

    /// <summary>Demands that two files differ in one line, which names the region.</summary>
    internal static void AssertOnlyRegionDiffers(byte[] one, byte[] other)
    {
        string[] lines = Split(Edits.Text(one));
        string[] others = Split(Edits.Text(other));
        Assert.Equal(lines.Length, others.Length);
        (string First, string Second) changed = Assert.Single(lines.Zip(others), p => p.First != p.Second);
        Assert.Equal("region = ap-south-2", IniBlanks.Trim(changed.Second));
        Assert.Equal("region", KeyOf(changed.First));
    }

    private static List<string> ForeignOf(Edits edits, byte[] bytes)
    {
        IniDocument document = IniDocument.Parse(bytes);
        IEnumerable<IniLine> lines = document.Preamble;
        foreach (IniSection section in document.Sections)
        {
            // In a section of ours that stays, comments and other keys are of others; its header may have been ours.
            lines = lines.Concat(edits.IsOurs(section)
                ? section.Body.Where(l => l.Text.TrimEnd(' ') != IniSection.Mark).Where(l => l.Kind != IniLineKind.Key || !edits.OwnKeys.Contains(l.Key))
                : section.Body.Prepend(section.Header));
        }

        // A blank line above a section of ours is ours, so blank lines are counted where they mean something only.
        return [.. lines.Where(l => l.Kind != IniLineKind.Blank || l.Text.Length > 0).Select(l => l.Text + l.End)];
    }

    private static bool IsSame(IniLine line, string former, bool mayLackEnd) =>
        line.Text + line.End == former || (mayLackEnd && line.Text == former.TrimEnd('\r', '\n'));

    private static bool IsOurHeader(Edits edits, IniLine line) =>
        line.Kind == IniLineKind.Header && edits.Sections.Contains(SectionName.Parse(line.Key));

    private static string KeyOf(string text) => IniBlanks.Trim(text.Split('=', ':')[0]).ToLowerInvariant();
}
