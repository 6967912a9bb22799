namespace LeappSso.Reliability.Tests;

/// <summary>What docs/reliability.md shows of a run. A run in full form puts it there (build/ReliabilityPage.ps1).</summary>
internal static class ReliabilityPage
{
    private static readonly string Folder = Path.Combine(FindRoot(), "out", "reliability");

    /// <summary>Keeps the lines that stand between the marks of this name.</summary>
    internal static void Write(string name, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllLines(Path.Combine(Folder, $"{name}.md"), lines);
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LeappSso.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
