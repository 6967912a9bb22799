namespace LeappSso.Store;

/// <summary>New content of a file, whole and on the disk, in a temporary file beside it that waits to take its place.</summary>
internal sealed class PreparedFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly string _target;
    private readonly string _temporary;

    private PreparedFile(string target, string temporary)
    {
        _target = target;
        _temporary = temporary;
    }

    /// <inheritdoc cref="AtomicFile.Write"/>
    internal static PreparedFile Make(string path, ReadOnlySpan<byte> content, bool ownerOnly, string? modeOf = null)
    {
        string target = RealPath.Of(path);
        DemandWritable(target);
        RealPath.MakeFolder(Path.GetDirectoryName(target) ?? throw new IOException($"{target} is not a file."));
        PreparedFile prepared = new(target, TemporaryFiles.NewFor(target));
        try
        {
            using FileStream stream = Create(prepared._temporary);
            FileSteps.Tell(FileStep.Made, prepared._temporary);
            Write(stream, content);
            FileSteps.Tell(FileStep.Written, prepared._temporary);
            if (!ownerOnly)
            {
                KeepMode(stream, modeOf ?? target);
            }

            stream.Flush(flushToDisk: true);
            FileSteps.Tell(FileStep.Flushed, prepared._temporary);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a write-protected file and what is no file, which a rename would replace without asking.</summary>
    /// <exception cref="UnauthorizedAccessException">It is write-protected.</exception>
    /// <exception cref="IOException">It is a pipe or a device.</exception>
    internal static void DemandWritable(string target)
    {
        OrdinaryFile.DemandReplaceable(target);
        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
        {
            throw new UnauthorizedAccessException($"{target} is read-only.");
        }
    }

    /// <summary>Lets the new content take the place of the old one, at once and whole.</summary>
    /// <exception cref="IOException">The disk refuses; the old content is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written; the old content is untouched.</exception>
    internal void Put() => Replace(_temporary, _target);

    /// <summary>Gives a file the name of another one, which goes.</summary>
    /// <exception cref="IOException">The disk refuses; both are as they were.</exception>
    /// <exception cref="UnauthorizedAccessException">The other one may not be written; both are as they were.</exception>
    internal static void Replace(string temporary, string target)
    {
        // On Windows a file that another program has open at this moment cannot be replaced.
        if (!OperatingSystem.IsWindows() || !SpinWait.SpinUntil(() => TryReplace(temporary, target), s_patience))
        {
            File.Move(temporary, target, overwrite: true);
        }

        FileSteps.Tell(FileStep.Put, target);
    }

    /// <summary>Removes what has not taken its place.</summary>
    public void Dispose() => TemporaryFiles.TryDelete(_temporary);

    private static bool TryReplace(string temporary, string target)
    {
        try
        {
            File.Move(temporary, target, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileStream Create(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static void Write(FileStream stream, ReadOnlySpan<byte> content)
    {
        try
        {
            stream.Write(content);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // So .NET says that a file system, or a limit of this process, takes no file of this size (EFBIG).
            throw new IOException($"{stream.Name} may not be so large.", e);
        }
    }

    private static void KeepMode(FileStream stream, string of)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(of))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(of));
        }
    }
}
