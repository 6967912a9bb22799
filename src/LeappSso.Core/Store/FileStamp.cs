namespace LeappSso.Store;

/// <summary>By what one sees without reading it that a file has changed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Length">How long it is; -1 where there is none, or where it cannot be looked at.</param>
/// <param name="WrittenAt">When it was written (UTC).</param>
internal readonly record struct FileStamp(string Path, long Length, DateTime WrittenAt)
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">The file; where it is a link, the file it leads to.</param>
    internal static FileStamp Of(string path)
    {
        try
        {
            FileInfo file = new(path);
            FileInfo real = file.LinkTarget is null ? file : new FileInfo(RealPath.Of(path));
            return real.Exists ? new FileStamp(path, real.Length, real.LastWriteTimeUtc) : new FileStamp(path, -1, default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(path, -1, default);
        }
    }
}
