namespace LeappSso.Store;

/// <summary>Where a path really leads: a link is followed to its end, so that replacing a file never replaces a link to it.</summary>
internal static class LinkTarget
{
    /// <summary>The full path behind links; the path itself where there is none.</summary>
    internal static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        FileInfo file = new(full);
        // A dangling link has no file behind it but still a target, at which the file is to be made.
        return file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
    }
}
