using LeappSso.Profiles;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>A folder with AWS files, and a clock.</summary>
internal sealed class AwsFileScene : IDisposable
{
    internal AwsFileScene()
    {
        Folder = Directory.CreateTempSubdirectory("leappsso-test-").FullName;
        Config = PathOf("config");
        Credentials = PathOf("credentials");
    }

    internal string Folder { get; }

    internal string Config { get; }

    internal string Credentials { get; }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Every file of the folder by its name.</summary>
    internal string[] Names => [.. Directory.EnumerateFileSystemEntries(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>The backups in the folder.</summary>
    internal string[] Backups => [.. Names.Where(n => n.EndsWith(".bak", StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal string PathOf(string name) => Path.Combine(Folder, name);

    internal static string Text(string path) => Edits.Text(File.ReadAllBytes(path));

    internal static void Write(string path, string text) => File.WriteAllBytes(path, Edits.Bytes(text));

    /// <summary>Adds a section to a file.</summary>
    internal static Action<IniDocument> Add(string name) => d =>
    {
        if (d.Find(SectionKind.Other, name) is null)
        {
            d.Append(new SectionName(SectionKind.Other, name)).Set("region", "x", d.NewLine);
        }
    };

    /// <summary>What <see cref="Add"/> appends.</summary>
    internal static string Added(string name) => $"[{name}]\n# managed by LeappSso\nregion = x\n";

    internal Task ChangeAsync(string path, string name) => new AwsFile(path, Time).ChangeAsync(Add(name), CancellationToken.None);

    /// <summary>Demands that a change is refused and leaves the folder as it is.</summary>
    internal async Task<LeappException> RefusedAsync(string path, LeappErrorCode code)
    {
        string[] names = Names;
        LeappException refusal = await Assert.ThrowsAsync<LeappException>(() => ChangeAsync(path, "one"));
        Assert.Equal(code, refusal.Code);
        Assert.Equal(names, Names);
        return refusal;
    }
}
