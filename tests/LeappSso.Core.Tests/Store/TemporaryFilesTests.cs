using LeappSso.Core.Tests.Profiles;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Store;

/// <summary>What killed processes leave.</summary>
public sealed class TemporaryFilesTests : IDisposable
{
    private static readonly string[] s_left = [".config.0123456789ab.tmp", ".config.ffffffffffff.tmp", ".config.leappsso-20300101.bak.0123456789ab.tmp"];

    private static readonly string[] s_foreign =
    [
        ".config.swp.tmp", ".config.0123456789AB.tmp", ".config.0123456789abc.tmp", ".config2.0123456789ab.tmp", ".config.x.0123456789ab.tmp",
        ".credentials.0123456789ab.tmp", "config.0123456789ab.tmp", ".config.0123456789ab.tmp.old", ".config..tmp", ".0123456789ab.tmp", "..tmp", ".tmp",
    ];

    private readonly AwsFileScene _scene = new();

    public TemporaryFilesTests()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        Array.ForEach([.. s_left, .. s_foreign], n => AwsFileScene.Write(_scene.PathOf(n), "SECRET"));
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_next_write_removes_them_however_new_they_are_and_nothing_else()
    {
        await _scene.ChangeAsync(_scene.Config, "one");

        Assert.Equal(Sorted([.. s_foreign, "config", "config.leappsso-20300101.bak"]), _scene.Names);
    }

    [Fact]
    public async Task Those_of_the_workspace_go_with_its_next_write()
    {
        string left = _scene.PathOf(".workspace.json.0123456789ab.tmp");
        AwsFileScene.Write(left, "SECRET");

        await new WorkspaceStore(_scene.Folder, _scene.Time, setsAside: true).UpdateAsync(_ => true, CancellationToken.None);

        Assert.False(File.Exists(left));
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> files) => files.Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
