namespace LeappSso.Store;

/// <summary>
/// Replaces files whole: whoever reads, and whatever kills this process, there is the old content or the new one, never less.
/// All writers of a file hold its lock; whoever takes that removes what a process that died has left.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes a file by way of a temporary one in the same folder; makes missing folders (0700 on Unix).</summary>
    /// <param name="path">The file; if it is a link, the file it leads to is replaced.</param>
    /// <param name="content">The whole new content.</param>
    /// <param name="ownerOnly">Whether only the owner may read it (0600 on Unix); else an existing file keeps its mode and a new one gets 0600.</param>
    /// <param name="modeOf">The file whose mode is kept; null for the one that is replaced.</param>
    /// <exception cref="IOException">The disk refuses; the old content is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written; the old content is untouched.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> content, bool ownerOnly, string? modeOf = null)
    {
        using PreparedFile prepared = PreparedFile.Make(path, content, ownerOnly, modeOf);
        prepared.Put();
    }
}
