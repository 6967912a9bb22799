using System.Security.Cryptography;
using System.Text;
using LeappSso.Store;

namespace LeappSso.CredentialProcess;

/// <summary>
/// A copy of the module that stays when the module is updated or removed, for a helper that needs PowerShell. Each content has a folder
/// of its own, which is there whole or not at all. To be used under the lock of the folder above.
/// </summary>
/// <param name="folder">The folder of the copies.</param>
internal sealed class ModuleCopy(string folder)
{
    /// <summary>Whether a copy is there.</summary>
    internal bool Has(string? name) => name is { Length: > 0 } && Directory.Exists(Path.Combine(folder, name));

    /// <summary>Makes a copy, if it is not there yet.</summary>
    /// <param name="source">The module.</param>
    /// <returns>The name of its folder.</returns>
    /// <exception cref="IOException">The module cannot be read, or the disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The module may not be read, or nothing may be written.</exception>
    internal string Put(HelperSource source)
    {
        Dictionary<string, byte[]> files = source.ModuleFiles()
            .ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(source.ModuleFolder, file)));
        string name = NameOf(files);
        if (!Has(name))
        {
            string temporary = Path.Combine(folder, $".new-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
            foreach ((string file, byte[] content) in files)
            {
                Write(Path.Combine(temporary, file), content);
            }

            Directory.Move(temporary, Path.Combine(folder, name));
            FileSteps.Tell(FileStep.Put, Path.Combine(folder, name));
        }

        return name;
    }

    /// <summary>Removes the copies but these: what a helper that was just started has not loaded yet, it still needs.</summary>
    internal void DropOthers(params string?[] kept)
    {
        try
        {
            foreach (string copy in Directory.EnumerateDirectories(folder).Where(c => !kept.Contains(Path.GetFileName(c), StringComparer.Ordinal)))
            {
                Directory.Delete(copy, recursive: true);
                FileSteps.Tell(FileStep.Removed, copy);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There was never one, or on Windows a program still uses it: the next time will do.
            return;
        }
    }

    private static void Write(string path, byte[] content)
    {
        RealPath.MakeFolder(Path.GetDirectoryName(path)!);
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
        FileSteps.Tell(FileStep.Made, path);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
        FileSteps.Tell(FileStep.Flushed, path);
    }

    private static string NameOf(Dictionary<string, byte[]> files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string file, byte[] content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexString(hash.GetHashAndReset(), 0, 8).ToLowerInvariant();
    }
}
