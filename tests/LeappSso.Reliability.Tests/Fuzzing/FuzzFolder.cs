namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>A folder for the files of a target, in memory where the system has such a place.</summary>
internal sealed class FuzzFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    /// <summary>The folder.</summary>
    internal string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(
        Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName())).FullName;

    /// <summary>Puts bytes into a file of it.</summary>
    /// <returns>The path of the file.</returns>
    internal string Put(string name, byte[] bytes)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
