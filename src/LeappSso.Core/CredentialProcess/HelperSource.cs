using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeappSso.CredentialProcess;

/// <summary>What the helper for <c>credential_process</c> is made from: parts of the module as it is loaded, and the PowerShell that runs it.</summary>
/// <param name="ModuleFolder">The folder with the manifest of the module.</param>
/// <param name="ModuleVersion">The version of the module.</param>
/// <param name="NativeHelper">The native helper for this platform; null where the module has none.</param>
/// <param name="Pwsh">The program that starts this PowerShell, and what must stand before its own arguments; empty if it is not known.</param>
public sealed record HelperSource(string ModuleFolder, Version ModuleVersion, string? NativeHelper, IReadOnlyList<string> Pwsh)
{
    /// <summary>Where the module has native helpers, a folder for each platform.</summary>
    internal const string NativeFolder = "bin/helper";

    /// <summary>For an engine without a module around it.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.MethodNotAvailable"/>, always.</exception>
    internal static HelperSource None() => throw new LeappException(
        LeappErrorCode.MethodNotAvailable, "A helper for credential_process can be made by the module only.");

    /// <summary>The files of the module that PowerShell needs, by their path in it, in one order.</summary>
    internal IEnumerable<string> ModuleFiles() =>
        Directory.EnumerateFiles(ModuleFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ModuleFolder, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith(NativeFolder + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>What tells without reading a file whether a helper was made from the same.</summary>
    internal string Stamp()
    {
        StringBuilder text = new();
        text.Append(ModuleFolder);
        if (NativeHelper is { } native)
        {
            Add(native, text);
        }
        else
        {
            text.Append('\n').AppendJoin('\n', Pwsh);
            foreach (string file in ModuleFiles())
            {
                Add(Path.Combine(ModuleFolder, file), text);
            }
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), 0, 16).ToLowerInvariant();
    }

    private static void Add(string path, StringBuilder text)
    {
        FileInfo file = new(path);
        text.Append(CultureInfo.InvariantCulture, $"\n{path} {file.Length} {file.LastWriteTimeUtc.Ticks}");
    }
}
