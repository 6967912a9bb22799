using System.Text;
using System.Text.RegularExpressions;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>Every content that each file of a home has had, so that a later one can be told to be none of them.</summary>
internal sealed partial class HomeVersions(string home)
{
    private const string Absent = "";

    private readonly Dictionary<string, HashSet<string>> _seen = [];

    /// <summary>Remembers how all files are now.</summary>
    internal void Note()
    {
        Dictionary<string, string> now = Read(home);
        foreach (string file in _seen.Keys.Union(now.Keys).ToArray())
        {
            // A file that was never seen before was absent before.
            if (!_seen.TryGetValue(file, out HashSet<string>? versions))
            {
                _seen[file] = versions = [Absent];
            }

            versions.Add(now.GetValueOrDefault(file, Absent));
        }
    }

    /// <summary>The files that are as they have never been.</summary>
    internal IEnumerable<string> Unknown()
    {
        Dictionary<string, string> now = Read(home);
        return from file in _seen.Keys.Union(now.Keys)
               let content = now.GetValueOrDefault(file, Absent)
               where !(_seen.GetValueOrDefault(file)?.Contains(content) ?? false)
               select $"{file}: {content.Length} bytes";
    }

    /// <summary>The files of a home by their path in it, without what is there only while a file is written.</summary>
    internal static Dictionary<string, string> Read(string home) => Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories)
        .Where(f => !IsPassing(f))
        .ToDictionary(f => Path.GetRelativePath(home, f), ReadOne, StringComparer.Ordinal);

    /// <summary>Whether a file is a lock, or a temporary one.</summary>
    internal static bool IsPassing(string file) =>
        TemporaryFiles.IsOne(file) || file.EndsWith(".leappsso.lock", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith(".new-", StringComparison.Ordinal);

    // When the helper was put there, and under which name a login is kept, is known to nobody before.
    private static string ReadOne(string file) => NewEachTime().Replace(Encoding.Latin1.GetString(File.ReadAllBytes(file)), "$1");

    [GeneratedRegex("(\"writtenAt\": ?)[0-9]+|(?<=\"vault\": ?)\"[0-9a-f]+\"")]
    private static partial Regex NewEachTime();
}
