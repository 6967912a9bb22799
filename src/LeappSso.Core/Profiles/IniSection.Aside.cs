namespace LeappSso.Profiles;

/// <content>The lines of somebody else that are set aside, as comments in their place, as long as the section is ours.</content>
internal sealed partial class IniSection
{
    /// <summary>What a line that is set aside begins with; the line as it was follows.</summary>
    internal const string AsideMark = "# before LeappSso: ";

    /// <summary>The keys that are set aside.</summary>
    internal IEnumerable<string> AsideKeys => Body.Select(LineAside).OfType<IniLine>().Select(line => line.Key);

    /// <summary>The value of a key that is set aside; null if there is none.</summary>
    internal string? ValueAside(string key) => Body.Select(LineAside).OfType<IniLine>().FirstOrDefault(line => line.Key == key)?.Value;

    /// <summary>What a key will say when keys of ours are gone and what was set aside is back; null for nothing.</summary>
    internal string? ValueWithout(IReadOnlyCollection<string> ours, string key) => (ours.Contains(key) ? null : this[key]) ?? ValueAside(key);

    /// <summary>Sets keys aside. None of them may be continued.</summary>
    internal void SetAside(IEnumerable<string> keys)
    {
        HashSet<string> asked = [.. keys];
        Change(line => line.Kind == IniLineKind.Key && asked.Contains(line.Key) ? IniLine.Comment(AsideMark + line.Text, line.End) : line);
    }

    /// <summary>
    /// Gives back what was set aside, byte for byte, to be called when our keys are gone. What somebody has set again meanwhile becomes a
    /// plain comment.
    /// </summary>
    /// <returns>Whether there was anything.</returns>
    internal bool PutBack()
    {
        bool any = false;
        HashSet<string> present = [.. Keys];
        int indentation = int.MaxValue;
        Change(line =>
        {
            if (LineAside(line) is { } aside)
            {
                any = true;
                // Deeper than the key above it, it would continue that one.
                string text = IniBlanks.Columns(aside.Text) > indentation ? IniBlanks.Trim(aside.Text) : aside.Text;
                line = present.Add(aside.Key) ? aside with { Text = text, End = line.End, Number = line.Number } : IniLine.Comment($"# {aside.Text}", line.End);
            }

            indentation = line.Kind == IniLineKind.Key ? IniBlanks.Columns(line.Text) : indentation;
            return line;
        });
        return any;
    }

    private void Change(Func<IniLine, IniLine> change)
    {
        for (int i = 0; i < Body.Count; i++)
        {
            Body[i] = change(Body[i]);
        }
    }

    /// <summary>A line as it was before it was set aside; null if it was not, or if somebody has made something else of it.</summary>
    private static IniLine? LineAside(IniLine line) =>
        line.Kind == IniLineKind.Comment && line.Text.StartsWith(AsideMark, StringComparison.Ordinal)
        && IniReader.Read(line.Text[AsideMark.Length..]).ToList() is [{ Kind: IniLineKind.Key } key] ? key : null;
}
