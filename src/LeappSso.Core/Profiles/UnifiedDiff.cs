using System.Globalization;
using System.Text;

namespace LeappSso.Profiles;

/// <summary>
/// The difference that a change makes to an AWS file, as <c>diff -u</c> shows it
/// (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html). Lines know where they stood, so nothing is searched.
/// </summary>
internal sealed class UnifiedDiff
{
    private const int Context = 3;
    private const string NoFeed = "\\ No newline at end of file";

    private readonly FileChange _change;
    private readonly List<(char Sign, DiffRow Row)> _edits = [];

    /// <summary>Computes a difference.</summary>
    /// <param name="change">What a change makes of a file.</param>
    internal UnifiedDiff(FileChange change)
    {
        _change = change;
        IReadOnlyList<DiffRow> before = DiffRow.Of(IniDocument.Parse(change.Before));
        Dictionary<int, int> places = [];
        for (int i = 0; i < before.Count; i++)
        {
            places.Add(before[i].Number, i);
        }

        int done = 0;
        List<DiffRow> added = [];
        foreach (DiffRow row in DiffRow.Of(change.Document))
        {
            if (places.TryGetValue(row.Number, out int place) && place >= done && before[place].Reads(row))
            {
                AddBlock(before, done, place, added);
                _edits.Add((' ', row));
                done = place + 1;
            }
            else
            {
                added.Add(row);
            }
        }

        AddBlock(before, done, before.Count, added);
    }

    /// <summary>The difference as bytes, secrets and all, as a tool needs them to apply it; none where nothing changes.</summary>
    internal byte[] ToBytes() => Encoding.Latin1.GetBytes(Write(
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(_change.Path)), row => row.Text));

    /// <summary>The difference as text to show: without secrets, and without what could steer a terminal; empty where nothing changes.</summary>
    /// <param name="mask">What is not to be shown.</param>
    internal string ToText(SecretMask mask) => Write(VisibleText.Of(_change.Path), mask.Show);

    private void AddBlock(IReadOnlyList<DiffRow> before, int from, int to, List<DiffRow> added)
    {
        for (int i = from; i < to; i++)
        {
            _edits.Add(('-', before[i]));
        }

        _edits.AddRange(added.Select(row => ('+', row)));
        added.Clear();
    }

    private string Write(string path, Func<DiffRow, string> show)
    {
        StringBuilder text = new();
        int oldLine = 1;
        int newLine = 1;
        int at = 0;
        foreach ((int from, int to) in Hunks())
        {
            if (text.Length == 0)
            {
                text.Append("--- ").Append(_change.Exists ? path : "/dev/null").Append("\n+++ ").Append(path).Append('\n');
            }

            // What lies between two hunks is the same on both sides.
            oldLine += from - at;
            newLine += from - at;
            at = to;
            List<(char Sign, DiffRow Row)> rows = _edits[from..to];
            int oldCount = rows.Count(r => r.Sign != '+');
            int newCount = rows.Count(r => r.Sign != '-');
            text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(oldLine, oldCount)} +{Range(newLine, newCount)} @@\n");
            oldLine += oldCount;
            newLine += newCount;
            foreach ((char sign, DiffRow row) in rows)
            {
                text.Append(sign).Append(show(row)).Append('\n').Append(row.HasFeed ? string.Empty : NoFeed + "\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The changed rows with their surroundings; what is near to each other together.</summary>
    private IEnumerable<(int From, int To)> Hunks()
    {
        int from = -1;
        int to = 0;
        for (int i = 0; i < _edits.Count; i++)
        {
            if (_edits[i].Sign == ' ')
            {
                continue;
            }

            if (from >= 0 && i - Context > to)
            {
                yield return (from, to);
                from = -1;
            }

            from = from < 0 ? Math.Max(0, i - Context) : from;
            to = Math.Min(_edits.Count, i + 1 + Context);
        }

        if (from >= 0)
        {
            yield return (from, to);
        }
    }

    /// <summary>Where nothing stands, the line before counts.</summary>
    private static string Range(int line, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? line - 1 : line)},{count}");
}
