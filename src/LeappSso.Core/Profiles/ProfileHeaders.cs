using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>The names of the profiles in the AWS files, whoever wrote them. Only headers are read, so that it takes no time with many.</summary>
internal static class ProfileHeaders
{
    /// <summary>The names, each once.</summary>
    /// <param name="paths">Where the files are.</param>
    internal static IEnumerable<string> Names(AwsPaths paths) =>
        In(paths.ConfigFile).Select(SectionName.Parse).Where(s => s.Kind == SectionKind.Profile).Select(s => s.Name)
            .Concat(In(paths.CredentialsFile))
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> In(string file)
    {
        if (!File.Exists(file))
        {
            yield break;
        }

        OrdinaryFile.DemandReadable(file);
        foreach (string line in File.ReadLines(file))
        {
            int end = line.StartsWith('[') ? line.IndexOf(']', StringComparison.Ordinal) : -1;
            if (end > 0)
            {
                yield return line[1..end].Trim(' ', '\t');
            }
        }
    }
}
