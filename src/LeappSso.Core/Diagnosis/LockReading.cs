namespace LeappSso.Diagnosis;

/// <summary>The locks that processes hold for longer than a write takes: those that are held at two looks.</summary>
/// <param name="time">The clock.</param>
internal sealed class LockReading(TimeProvider time)
{
    /// <summary>How long a lock is held before it is worth a word; a write takes some milliseconds.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The files whose locks stayed held.</summary>
    internal IReadOnlyList<string> Held { get; private set; } = [];

    /// <summary>Looks, and once more a while later where some are held.</summary>
    internal async Task ReadAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        string[] first = Look(evidence);
        if (first.Length > 0)
        {
            await Task.Delay(Patience, time, cancellationToken).ConfigureAwait(false);
            Held = [.. Look(evidence).Where(first.Contains)];
        }
    }

    private static string[] Look(Evidence evidence)
    {
        try
        {
            return [.. GuardedFolders.Of(evidence).SelectMany(f => LeftOver.HeldIn(f.Folder, f.GuardedBy))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read is told by the check of what is in it.
            return [];
        }
    }
}
