namespace LeappSso.Profiles;

/// <summary>
/// Changes one or more AWS files as one: all are locked and looked at before any is written, and where one cannot be written the others
/// are put back.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="change">Makes the change, in documents in the same order.</param>
internal sealed class JointChange(IReadOnlyList<AwsFile> files, Action<IReadOnlyList<IniDocument>> change)
{
    /// <summary>How often a change is made again because another program, without our lock, was faster.</summary>
    internal const int MaxAttempts = 10;

    private bool _makesFolders;

    /// <summary>Makes the change.</summary>
    /// <returns>What was made of each file.</returns>
    /// <exception cref="LeappException">A file cannot be changed safely, or not written; all are as they were.</exception>
    internal async Task<IReadOnlyList<FileChange>> RunAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await TryAsync(cancellationToken).ConfigureAwait(false) is { } changes)
            {
                return changes;
            }
        }

        string names = string.Join(" or ", files.Select(f => f.Path));
        throw new LeappException(
            LeappErrorCode.Locked,
            $"Another program changed {names} again and again while it was to be changed here, so this command did not change it."
            + " Try again when it has finished.",
            files[0].Path);
    }

    /// <summary>What the change would make of each file; writes nothing.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/> if one cannot be changed safely.</exception>
    internal FileChange[] Preview()
    {
        FileDraft[] drafts = [.. files.Select(f => f.Draft())];
        change([.. drafts.Select(d => d.Document)]);
        return [.. drafts.Select(d => d.Finish())];
    }

    /// <summary>Makes the change, once; null if it has to be made again.</summary>
    private async Task<IReadOnlyList<FileChange>?> TryAsync(CancellationToken cancellationToken)
    {
        FileGuard[] guards = new FileGuard[files.Count];
        try
        {
            // In the same order by all processes, whichever of the two variables names which file: else two could wait for each other.
            foreach (int i in Enumerable.Range(0, files.Count).OrderBy(i => files[i].RealName, StringComparer.Ordinal))
            {
                guards[i] = await files[i].LockAsync(_makesFolders, cancellationToken).ConfigureAwait(false);
            }

            FileChange[] changes = Preview();
            int[] changed = [.. Enumerable.Range(0, changes.Length).Where(i => changes[i].IsChange)];
            foreach (int i in changed)
            {
                guards[i].Demand();
                _makesFolders |= guards[i].LacksFolder;
            }

            return changed.Any(i => guards[i].LacksFolder) || !TryWrite([.. changed.Select(i => (files[i], changes[i]))]) ? null : changes;
        }
        finally
        {
            Array.ForEach(guards, g => g?.Dispose());
        }
    }

    /// <summary>Writes what was computed; false if a file is no longer as it was then.</summary>
    private static bool TryWrite(IReadOnlyList<(AwsFile File, FileChange Change)> writes)
    {
        List<Replacement> replacements = [];
        try
        {
            foreach ((AwsFile file, FileChange change) in writes)
            {
                replacements.Add(Replacement.Prepare(file, change, mayBeUndone: writes.Count > 1));
            }

            if (!writes.All(w => w.File.IsStill(w.Change)))
            {
                return false;
            }

            Put(replacements);
            return true;
        }
        finally
        {
            replacements.ForEach(r => r.Dispose());
        }
    }

    private static void Put(List<Replacement> replacements)
    {
        for (int i = 0; i < replacements.Count; i++)
        {
            try
            {
                replacements[i].Put();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LeappException refusal = FileGuard.Unwritable(replacements[i].Path, e);
                throw replacements.Take(i).Select(r => r.Undo()).FirstOrDefault(f => f is not null) ?? refusal;
            }
        }
    }
}
