using LeappSso.Store;

namespace LeappSso.Profiles;

/// <summary>One AWS file's new content on the disk, beside it, and its old one too where it may have to be put back.</summary>
internal sealed class Replacement : IDisposable
{
    private readonly PreparedFile _next;
    private readonly PreparedFile? _former;

    private Replacement(string path, PreparedFile next, PreparedFile? former)
    {
        Path = path;
        _next = next;
        _former = former;
    }

    /// <summary>The file.</summary>
    internal string Path { get; }

    /// <summary>Puts everything on the disk but the last step. A disk that is full after that can refuse no more.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileReadOnly"/>.</exception>
    internal static Replacement Prepare(AwsFile file, FileChange change, bool mayBeUndone)
    {
        PreparedFile? next = null;
        try
        {
            next = file.Prepare(change);
            return new Replacement(
                file.Path, next, mayBeUndone && change.Exists ? PreparedFile.Make(file.Path, change.Before, ownerOnly: false) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            next?.Dispose();
            throw FileGuard.Unwritable(file.Path, e);
        }
    }

    /// <summary>Lets the new content take the place of the old one.</summary>
    /// <exception cref="IOException">The disk refuses; the old content is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; the old content is untouched.</exception>
    internal void Put() => _next.Put();

    /// <summary>Puts the old content back; gives the error where that cannot be done.</summary>
    internal LeappException? Undo()
    {
        try
        {
            if (_former is null)
            {
                File.Delete(RealPath.Of(Path));
            }
            else
            {
                _former.Put();
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LeappException(
                LeappErrorCode.AwsFileReadOnly,
                $"{Path} was changed, but what belongs to it could not be written elsewhere, and it cannot be put back: {DiskText.Of(e)}"
                + " Run the command again.",
                Path,
                e);
        }
    }

    public void Dispose()
    {
        _next.Dispose();
        _former?.Dispose();
    }
}
