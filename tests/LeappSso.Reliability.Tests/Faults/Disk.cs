using System.Text;

namespace LeappSso.Reliability.Tests;

/// <summary>What lies on the disk and in the variables at one moment.</summary>
internal sealed class Disk
{
    private readonly Dictionary<string, string> _files;

    internal Disk(World world)
    {
        // One character a byte.
        _files = Directory.EnumerateFiles(world.Home, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(world.Home, f), f => File.ReadAllText(f, Encoding.Latin1));
        Variables = string.Join('\n', world.Variables.All);
        Config = TextOf(world, world.Paths.ConfigFile);
        Credentials = TextOf(world, world.Paths.CredentialsFile);
        Workspace = TextOf(world, world.WorkspaceFile);
        Token = TextOf(world, world.Tokens.PathOf(World.Alias));
        string keys = Path.GetRelativePath(world.Home, world.RoleKeyFolder);
        RoleKeys = [.. _files.Where(f => f.Key.StartsWith(keys, StringComparison.Ordinal)).Select(f => f.Value)];
    }

    internal string? Config { get; }

    internal string? Credentials { get; }

    internal string? Workspace { get; }

    internal string? Token { get; }

    internal IReadOnlyList<string> RoleKeys { get; }

    internal string Variables { get; }

    /// <summary>Locks and temporary files.</summary>
    internal IEnumerable<string> Hidden => _files.Keys.Where(f => Path.GetFileName(f).StartsWith('.'));

    /// <summary>The text of every JSON file.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Json => _files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal));

    private string? TextOf(World world, string path) => _files.GetValueOrDefault(Path.GetRelativePath(world.Home, path));
}
