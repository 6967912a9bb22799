namespace LeappSso.Diagnosis;

/// <summary>The helper as it lies in the folder of the workspace.</summary>
internal sealed class InstalledHelper : IHelperFacts
{
    private const string Name = "leappsso-credential";

    internal InstalledHelper(string workspaceFolder)
    {
        string program = System.IO.Path.Combine(workspaceFolder, "helper", Name);
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd"] : [program];
        Path = Array.Find(names, File.Exists) ?? names[0];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public bool? IsCurrent => null;

    /// <inheritdoc/>
    public bool IsNative => !Path.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) && !IsScript();

    private bool IsScript()
    {
        if (!File.Exists(Path))
        {
            return false;
        }

        Span<byte> first = stackalloc byte[2];
        using FileStream stream = File.OpenRead(Path);
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual("#!"u8);
    }
}
