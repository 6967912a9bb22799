namespace LeappSso.Benchmarks.Report;

/// <summary>The measured part of a page of Markdown; what stands around it was written by hand and stays.</summary>
internal sealed class Page(Setting setting, IReadOnlyList<Row> rows, IReadOnlyList<string> missing)
{
    private const string Begin = "<!-- measured: written by build.ps1 Bench -->";
    private const string End = "<!-- /measured -->";
    private const string Picture = "![Seconds until every account and role is listed, by LeappSso and other tools](pictures/benchmarks.svg)";

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string page = File.Exists(path) ? File.ReadAllText(path) : $"{Begin}\n{End}\n";
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no place for the table: '{Begin}' and '{End}'.");
        }

        File.WriteAllText(path, $"{page[..begin]}{Begin}\n\n{Measured()}\n\n{page[end..]}");
    }

    private string Measured()
    {
        string table = string.Join('\n', rows.Select(r => r.ToString()).Prepend(Row.Header));
        string absent = string.Concat(missing.Select(m => $"\n- not run: {m}"));
        return $"{Picture}\n\n{setting.Machine}. {setting.Versions}.\n\n{table}{(absent.Length > 0 ? "\n" + absent : "")}";
    }
}
