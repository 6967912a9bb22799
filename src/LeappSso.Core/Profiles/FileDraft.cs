namespace LeappSso.Profiles;

/// <summary>A file that is being changed in memory.</summary>
internal sealed class FileDraft
{
    private readonly string _path;
    private readonly bool _exists;
    private readonly byte[] _before;
    private readonly LeappException? _refusal;

    /// <summary>Begins with what is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">Its bytes; null if it is not there.</param>
    internal FileDraft(string path, byte[]? before)
    {
        _path = path;
        _exists = before is not null;
        _before = before ?? [];
        Document = IniDocument.Parse(_before);
        _refusal = IniCheck.Find(_before, Document, path);
    }

    /// <summary>Begins with a file that cannot be read: its change is refused, and nothing else.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unreadable">Why.</param>
    internal FileDraft(string path, LeappException unreadable)
        : this(path, before: null) =>
        _refusal = unreadable;

    /// <summary>The lines, to be changed.</summary>
    internal IniDocument Document { get; }

    /// <summary>What the change made of the file.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/> if the file cannot be changed safely.</exception>
    internal FileChange Finish()
    {
        FileChange change = new(_path, _exists, _before, Document.ToBytes(), Document);
        if (change.IsChange)
        {
            Demand(change.After);
        }

        return change;
    }

    private void Demand(byte[] after)
    {
        if (_refusal is not null)
        {
            throw _refusal;
        }

        IniDocument written = IniDocument.Parse(after);
        if (written.FirstMisread(Document) is > 0 and int line)
        {
            throw IniCheck.Refusal(_path, line, "the indentation or the line ends around it leave no safe place for the change");
        }

        if (IniCheck.Find(after, written, _path) is { } doubt)
        {
            throw doubt;
        }
    }
}
