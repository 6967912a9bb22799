using System.Text.RegularExpressions;

namespace LeappSso.Diagnosis;

/// <summary>A temporary file or a lock that a process left when it was killed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Guarded">The name of the file that it belongs to.</param>
/// <param name="IsLock">Whether it is a lock; else it may hold what was to be written.</param>
internal sealed partial record LeftOver(string Path, string Guarded, bool IsLock)
{
    private static readonly TimeSpan s_longestWrite = TimeSpan.FromMinutes(1);

    /// <summary>Finds what was left in a folder. What a running process still needs is not among it.</summary>
    /// <param name="folder">The folder; none need be there.</param>
    /// <param name="isOurs">Says whether a file of this name, in this folder, is written by this module.</param>
    /// <param name="now">The present time.</param>
    internal static IEnumerable<LeftOver> In(string folder, Func<string, bool> isOurs, DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        FileInfo[] files = new DirectoryInfo(folder).GetFiles();
        // A file system elsewhere may have a clock that is ahead of ours; what it has stamped last is what its clock shows at least.
        DateTime latest = files.Select(f => f.LastWriteTimeUtc).Append(Directory.GetLastWriteTimeUtc(folder)).Append(now.UtcDateTime).Max();
        return [.. from file in files
                   let name = Name().Match(file.Name)
                   where name.Success && latest - file.LastWriteTimeUtc > s_longestWrite
                   let guarded = Dated().Replace(name.Groups["guarded"].Value, string.Empty)
                   where isOurs(guarded) && !IsHeld(System.IO.Path.Combine(folder, $".{guarded}.leappsso.lock"))
                   orderby file.Name
                   select new LeftOver(file.FullName, guarded, name.Groups["lock"].Success)];
    }

    /// <summary>Whether a process holds a lock. A process that wants it in this very moment finds it taken once more, and waits for its next turn.</summary>
    private static bool IsHeld(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>As AtomicFile and FileLock name them.</summary>
    [GeneratedRegex(@"^\.(?<guarded>.+)\.(?:[0-9a-f]{12}\.tmp|(?<lock>leappsso\.lock))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <summary>As the copies of a former day are named, which are written under the lock of their file.</summary>
    [GeneratedRegex(@"\.leappsso-[0-9]{8}\.bak\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dated();
}
