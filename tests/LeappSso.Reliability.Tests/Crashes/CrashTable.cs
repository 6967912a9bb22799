using System.Globalization;
using LeappSso.Driver;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>What the kills of one writer have hit, file by file, and the table of all writers.</summary>
internal sealed class CrashTable
{
    private const string LockEnding = ".leappsso.lock";
    private const string New = ".new-";
    private const int RandomLength = 12;

    private static readonly Dictionary<string, CrashTable> s_writers = [];

    private readonly SortedDictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _torn = [];
    private readonly List<string> _leftAfter = [];
    private int _kills;
    private int _chosen;

    /// <summary>What was found that must not be.</summary>
    internal IEnumerable<string> Faults => _torn.Concat(_leftAfter);

    internal static CrashTable Of(string writer)
    {
        if (!s_writers.TryGetValue(writer, out CrashTable? table))
        {
            s_writers[writer] = table = new CrashTable();
        }

        return table;
    }

    /// <summary>Counts a kill.</summary>
    /// <param name="point">The step after which it came, and the file of that step; null for a random moment.</param>
    /// <param name="left">What it left beside the files.</param>
    /// <param name="kindOf">The file that a path belongs to.</param>
    /// <param name="faults">What is wrong with the files.</param>
    internal void Count((string Step, string Path)? point, string[] left, Func<string, string?> kindOf, IEnumerable<string> faults)
    {
        lock (_rows)
        {
            _kills++;
            _chosen += point is null ? 0 : 1;
            _torn.AddRange(faults);
            foreach (Row row in left.Where(f => !IsLock(f)).Select(f => RowOf(f, kindOf)).Distinct())
            {
                row.Midway++;
            }

            if (point is { } at)
            {
                RowOf(at.Path, kindOf).Steps.Add(at.Step);
            }
        }
    }

    /// <summary>Counts what is there after the next change.</summary>
    internal void CountAfter(string[] left, IEnumerable<string> faults)
    {
        lock (_rows)
        {
            _torn.AddRange(faults);
            _leftAfter.AddRange(left);
        }
    }

    /// <summary>Fails where the kills of this run show nothing of a file.</summary>
    internal void DemandThatEachFileWasHit() => Assert.All(_rows.Values, r => Assert.True(r.Midway > 0, $"no kill hit {r.Kind} in the middle"));

    /// <summary>Writes the rows of all writers that have been tried.</summary>
    internal static void Write()
    {
        IEnumerable<string> rows = from writer in StoreWriter.All
                                   where s_writers.ContainsKey(writer)
                                   let table = s_writers[writer]
                                   from row in table._rows.Values
                                   select table.ToLine(row);
        ReliabilityPage.Write(
            "crashes",
            [
                "| file | kills | of these after a chosen step | its steps that were hit | kills while its new content was on the way | torn files | left after the next change |",
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
                .. rows,
            ]);
    }

    // How often a random moment hits is not the same in each run.
    private string ToLine(Row row) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.Kind} | {_kills} | {_chosen} | {row.Steps.Count} | {Math.Round(row.Midway * 10.0 / _kills) * 10:0} % | {_torn.Count} | {_leftAfter.Count} |");

    private Row RowOf(string path, Func<string, string?> kindOf)
    {
        string kind = kindOf(path) ?? kindOf(OwnerOf(path)) ?? throw new InvalidOperationException($"{path} is not expected.");
        if (!_rows.TryGetValue(kind, out Row? row))
        {
            _rows[kind] = row = new Row(kind);
        }

        return row;
    }

    private static bool IsLock(string file) => file.EndsWith(LockEnding, StringComparison.Ordinal);

    /// <summary>The file for which a lock or a temporary file is.</summary>
    private static string OwnerOf(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        string name = Path.GetFileName(file);
        return Path.GetFileName(folder).StartsWith(New, StringComparison.Ordinal) ? Path.Combine(Path.GetDirectoryName(folder)!, "copy", name)
            : IsLock(file) ? Path.Combine(folder, name[1..^LockEnding.Length])
            : !name.StartsWith(New, StringComparison.Ordinal) ? Path.Combine(folder, TemporaryFiles.TargetOf(name) ?? name)
            : name.Length == New.Length + RandomLength ? Path.Combine(folder, "copy", "file")
            : Path.Combine(folder, name[(New.Length + RandomLength + 1)..]);
    }

    private sealed class Row(string kind)
    {
        internal string Kind => kind;

        internal HashSet<string> Steps { get; } = [];

        internal int Midway { get; set; }
    }
}
