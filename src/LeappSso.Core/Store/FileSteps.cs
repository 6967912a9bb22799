namespace LeappSso.Store;

/// <summary>
/// Tells of each step on the disk, so that a test can end the process exactly between two of them. It is heard only by what follows in the
/// flow that began to listen; nobody in the product does.
/// </summary>
internal static class FileSteps
{
    private static readonly AsyncLocal<Action<FileStep, string>?> s_listener = new();

    /// <summary>Listens from now on, in this flow and in what it starts.</summary>
    internal static void Listen(Action<FileStep, string> listener) => s_listener.Value = listener;

    /// <summary>Tells that a step is done.</summary>
    /// <param name="step">What was done.</param>
    /// <param name="path">The file it was done to.</param>
    internal static void Tell(FileStep step, string path) => s_listener.Value?.Invoke(step, path);
}

/// <summary>A step on the disk.</summary>
internal enum FileStep
{
    /// <summary>The lock of a file is taken.</summary>
    Locked,

    /// <summary>A new file is there, and empty.</summary>
    Made,

    /// <summary>It has its content, which the system may still hold in memory.</summary>
    Written,

    /// <summary>Its content is on the disk.</summary>
    Flushed,

    /// <summary>It has got the name of another one, whose content is gone.</summary>
    Put,

    /// <summary>A file is removed.</summary>
    Removed,

    /// <summary>The name of a lock is removed; the lock itself is held for a moment more.</summary>
    Unlocking,
}
