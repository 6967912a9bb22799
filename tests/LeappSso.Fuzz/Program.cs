using System.Globalization;
using LeappSso.Fuzz;
using LeappSso.Reliability.Tests.Fuzzing;

// Arguments: the folder of the corpus, the seconds for each target, and the names of targets, all where none is given.
string folder = args[0];
TimeSpan time = TimeSpan.FromSeconds(double.Parse(args[1], CultureInfo.InvariantCulture));
string[] names = args[2..];
using CoverageMap map = new();
foreach (FuzzTarget target in FuzzTargets.All.Where(t => names.Length == 0 || names.Contains(t.Name)))
{
    Search search = new(target, map);
    search.Run(time);
    IReadOnlyList<byte[]> chosen = search.Choose();
    target.Dispose();
    File.WriteAllLines(Path.Combine(folder, Corpus.FileOf(target.Name)), chosen.Select(Convert.ToBase64String));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {search.Tried} inputs, {search.Ways} ways, {chosen.Count} inputs kept"));
}
