using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>A temporary file or a lock that a process left when it was killed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Guarded">The name of the file that it belongs to.</param>
/// <param name="IsLock">Whether it is a lock; else it may hold what was to be written.</param>
internal sealed record LeftOver(string Path, string Guarded, bool IsLock)
{
    private const string LockEnding = ".leappsso.lock";

    private static readonly TimeSpan s_longestWrite = TimeSpan.FromMinutes(1);

    /// <summary>Finds what was left in a folder. What a running process still needs is not among it.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="guardedBy">The file in this folder whose lock the writers of a file take; null if the file is not written by this module.</param>
    /// <param name="now">The present time.</param>
    internal static IEnumerable<LeftOver> In(string folder, Func<string, string?> guardedBy, DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        FileInfo[] files = new DirectoryInfo(folder).GetFiles();
        // A file system elsewhere may have a clock that is ahead of ours; what it has stamped last is what its clock shows at least.
        DateTime latest = files.Select(f => f.LastWriteTimeUtc).Append(Directory.GetLastWriteTimeUtc(folder)).Append(now.UtcDateTime).Max();
        return [.. from file in files.Where(f => f.Name[0] == '.')
                   let isLock = file.Name.EndsWith(LockEnding, StringComparison.Ordinal)
                   let target = isLock ? file.Name[1..^LockEnding.Length] : TargetOf(file.Name)
                   where target is not null && latest - file.LastWriteTimeUtc > s_longestWrite
                   let guarded = guardedBy(target)
                   where guarded is not null && !IsHeld(System.IO.Path.Combine(folder, $".{guarded}{LockEnding}"))
                   orderby file.Name
                   select new LeftOver(file.FullName, guarded, isLock)];
    }

    /// <summary>The files in a folder whose locks are held at this moment.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="guardedBy">As in <see cref="In"/>.</param>
    internal static IEnumerable<string> HeldIn(string folder, Func<string, string?> guardedBy) => !Directory.Exists(folder) ? [] :
        from name in Directory.EnumerateFiles(folder, $".*{LockEnding}").Select(System.IO.Path.GetFileName)
        let guarded = guardedBy(name[1..^LockEnding.Length])
        where guarded is not null && IsHeld(System.IO.Path.Combine(folder, name))
        select System.IO.Path.Combine(folder, guarded);

    /// <summary>The file that a temporary one of this name would replace; null if it is none of ours.</summary>
    private static string? TargetOf(string name) =>
        name.StartsWith(".new-", StringComparison.Ordinal) && name.Contains("-leappsso-credential", StringComparison.Ordinal) ? "helper"
        : TemporaryFiles.TargetOf(name);

    /// <summary>
    /// Whether a process holds a lock. A process that wants it in this very moment finds it taken once more, and waits for its next turn.
    /// </summary>
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
}
