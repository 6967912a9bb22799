namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Inputs that were found by their coverage (build/Fuzz.ps1): each takes a way through the code that no other takes. One line of base64 each.</summary>
internal static class Corpus
{
    /// <summary>The inputs for a target; none where none are kept.</summary>
    internal static IReadOnlyList<byte[]> Of(string target)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Corpus", FileOf(target));
        return File.Exists(path) ? [.. File.ReadAllLines(path).Select(Convert.FromBase64String)] : [];
    }

    /// <summary>The name of the file of a target.</summary>
    internal static string FileOf(string target) => $"{target.Replace(' ', '-')}.txt";
}
