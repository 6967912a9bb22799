using System.Runtime.Versioning;
using LeappSso.CredentialProcess;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>A module as it is installed, with a native helper or without, and a workspace folder; all in a folder with a nasty name.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ModuleOnDisk : IDisposable
{
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("leappsso-test-").FullName;

    public ModuleOnDisk()
    {
        Write("LeappSso.psd1", "@{}");
        Write("bin/LeappSso.Core.dll", "core");
        Write("bin/helper/other-x64/leappsso-credential", "for another platform");
        Directory.CreateDirectory(Workspace);
    }

    public RecordingLog Log { get; } = new();

    public string Workspace => Path.Combine(_root, "it's \"a\" $HOME `w`", "leapp");

    public string HelperFolder => Path.Combine(Workspace, "helper");

    public string Folder => Path.Combine(_root, "it's a module");

    public string? Native { get; private set; }

    /// <summary>The program that plays PowerShell: it prints its arguments and what it finds in the environment.</summary>
    public List<string> Pwsh { get; } = [];

    /// <summary>Writes a file of the module.</summary>
    public void Write(string file, string content)
    {
        string path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>Gives the module a native helper that answers with a version.</summary>
    public ModuleOnDisk WithNative(string version, string remark = "")
    {
        const string File = "bin/helper/this-x64/leappsso-credential";
        Write(File, $"#!/bin/sh\necho {version}\n# {remark}\n");
        Native = Path.Combine(Folder, File);
        return this;
    }

    public ModuleOnDisk WithoutNative()
    {
        Native = null;
        return this;
    }

    /// <summary>Gives a program that plays PowerShell.</summary>
    public ModuleOnDisk WithPwsh(string name = "it's \"p\" $w")
    {
        string path = Path.Combine(_root, name);
        File.WriteAllText(path, "#!/bin/sh\nprintf '%s\\n' \"${LEAPPSSO_HOME:-the usual one}\" \"$LEAPPSSO_HELPER_MODULE\" \"$LEAPPSSO_HELPER_SESSION\" \"$@\"\n");
        File.SetUnixFileMode(path, Program);
        Pwsh.Clear();
        Pwsh.Add(path);
        return this;
    }

    public HelperSource Source(string version = "0.1.0") => new(Folder, Version.Parse(version), Native, [.. Pwsh]);

    public HelperShelf Shelf(string version = "0.1.0") => new(Workspace, () => Source(version), Log, TimeProvider.System);

    public Task<string> EnsureAsync(string version = "0.1.0") => Shelf(version).EnsureAsync(CancellationToken.None);

    /// <summary>What lies in the folder of the helper but the helper itself and its note, by the path in it.</summary>
    public IEnumerable<string> Others() => Directory.EnumerateFileSystemEntries(HelperFolder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(HelperFolder, path))
        .Where(path => path is not ("leappsso-credential" or "helper.json"));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
