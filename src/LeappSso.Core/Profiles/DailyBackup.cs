using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>
/// Copies of an AWS file as it was before the first change of a day (UTC), beside it and with its mode. They are for what others wrote:
/// of a file that holds nothing but ours there is no copy, so that no emptied file can push out what was in it before.
/// </summary>
/// <param name="path">The file; links are followed.</param>
/// <param name="time">The clock.</param>
/// <param name="content">Makes of the file what a copy may hold; null for every byte.</param>
internal sealed class DailyBackup(string path, TimeProvider time, Func<IniDocument, byte[]>? content)
{
    /// <summary>So many stay, the newest ones; and one more if it holds more than each of them.</summary>
    internal const int Kept = 10;

    private readonly string _target = RealPath.Of(path);

    /// <summary>Keeps the file, unless that was done on this day or there is nothing of others in it.</summary>
    /// <param name="before">Its bytes.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal void Keep(byte[] before)
    {
        string backup = Path.Combine(Path.GetDirectoryName(_target)!, BackupName.Of(Path.GetFileName(_target), time.GetUtcNow()));
        if (File.Exists(backup) || Worth(before) == 0)
        {
            return;
        }

        AtomicFile.Write(backup, content is null ? before : content(IniDocument.Parse(before)), ownerOnly: false, modeOf: _target);
        DropOld();
    }

    private void DropOld()
    {
        try
        {
            string name = Path.GetFileName(_target);
            string[] all =
            [
                .. Directory.EnumerateFiles(Path.GetDirectoryName(_target)!, name + ".*")
                    .Where(f => BackupName.IsOf(name, Path.GetFileName(f)))
                    .OrderByDescending(f => f, StringComparer.Ordinal),
            ];
            if (all.Length > Kept)
            {
                int most = all.Take(Kept).Max(WorthOf);
                string? richest = all.Skip(Kept).MaxBy(WorthOf);
                foreach (string old in all.Skip(Kept).Where(f => f != richest || WorthOf(f) <= most))
                {
                    TemporaryFiles.TryDelete(old);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The new copy is there, and the next one tries again.
            return;
        }
    }

    private static int WorthOf(string backup) => Worth(OrdinaryFile.ReadAllBytes(backup));

    /// <summary>How much others wrote into a file: every line but blank ones, and but ours in marked sections.</summary>
    private static int Worth(byte[] bytes)
    {
        IniDocument document = IniDocument.Parse(bytes);
        return document.Preamble.Sum(Worth)
            + document.Sections.Sum(s => s.IsMarked ? s.Body.Skip(1).Where(l => !IsOurs(l)).Sum(Worth) : Worth(s.Header) + s.Body.Sum(Worth));
    }

    private static int Worth(IniLine line) => line.Kind == IniLineKind.Blank ? 0 : line.Text.Length;

    /// <summary>Whether this module writes such a key into its sections.</summary>
    private static bool IsOurs(IniLine line) =>
        line.Kind == IniLineKind.Key
        && (line.Key is "region" or "credential_process"
            || line.Key.StartsWith("sso_", StringComparison.Ordinal)
            || line.Key.StartsWith("aws_", StringComparison.Ordinal)
            || line.Key.StartsWith("x_", StringComparison.Ordinal));
}
