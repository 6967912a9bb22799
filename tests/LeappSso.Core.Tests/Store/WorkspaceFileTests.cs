using LeappSso.Engine;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Store;

public sealed class WorkspaceFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-test-").FullName;
    private readonly JumpingTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_written_is_read_again_and_members_of_later_versions_are_kept()
    {
        await File.WriteAllTextAsync(Store.Path, """
            {"version":1,"later":{"a":[1,2]},"integrations":[{"alias":"acme","portalUrl":"https://x","region":"eu-west-1","new":"x",
             "accounts":[{"id":"000000000001","colour":"red","roles":[{"name":"Admin","profile":"p","tags":["t"]}]}]}]}
            """);

        await Store.UpdateAsync(d => { d.Integrations[0].DefaultRegion = "eu-west-2"; return true; }, CancellationToken.None);

        string written = await File.ReadAllTextAsync(Store.Path);
        foreach (string kept in (string[])["later", "new", "colour", "red", "tags", "eu-west-2", "\"000000000001\""])
        {
            Assert.Contains(kept, written, StringComparison.Ordinal);
        }

        Assert.Equal("eu-west-2", Store.Read().Integrations[0].DefaultRegion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":1,\"integ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"integrations\":null}")]
    [InlineData("{\"integrations\":[null]}")]
    [InlineData("{\"integrations\":[{\"alias\":\"a\"}]}")]
    public async Task A_damaged_file_is_moved_aside_and_the_next_command_works(string content)
    {
        await File.WriteAllTextAsync(Store.Path, content);

        LeappException told = Assert.Throws<LeappException>(() => Store.Read());

        Assert.Equal(LeappErrorCode.WorkspaceInvalid, told.Code);
        string aside = Assert.Single(Directory.GetFiles(_folder, "workspace.damaged-*.json"));
        Assert.Equal(content, await File.ReadAllTextAsync(aside));
        Assert.Contains(aside, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Byte", told.Message, StringComparison.Ordinal);
        Assert.Empty(Store.Read().Integrations);
        LeappException next = Assert.Throws<LeappException>(() => Catalog.Resolve(Store.Read(), null));
        Assert.Contains($"damaged and moved to {aside}", next.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_good_copy_is_offered()
    {
        await Store.UpdateAsync(Add("one"), CancellationToken.None);
        await Store.UpdateAsync(Add("two"), CancellationToken.None);
        await File.WriteAllTextAsync(Store.Path, "{");

        LeappException told = Assert.Throws<LeappException>(() => Store.Read());

        string copy = Path.Combine(_folder, "workspace.last-good.json");
        Assert.Contains(copy, told.Message, StringComparison.Ordinal);
        await Store.UpdateAsync(Add("three"), CancellationToken.None);
        File.SetLastWriteTimeUtc(copy, DateTime.UnixEpoch);
        await Store.UpdateAsync(Add("four"), CancellationToken.None);
        File.Copy(copy, Store.Path, overwrite: true);
        Assert.Equal("one", Store.Read().Integrations[0].Alias);
    }

    [Fact]
    public async Task The_last_good_copy_has_what_a_first_listing_brought()
    {
        await Store.UpdateAsync(Add("one"), CancellationToken.None);
        await Store.UpdateAsync(_ => true, CancellationToken.None);
        await Store.UpdateAsync(w => Enumerable.Range(0, 20).All(i => Add($"listed{i}")(w)), CancellationToken.None);
        await Store.UpdateAsync(Add("later"), CancellationToken.None);

        string copy = Path.Combine(_folder, "workspace.last-good.json");
        Assert.Contains("listed19", await File.ReadAllTextAsync(copy), StringComparison.Ordinal);
        Assert.DoesNotContain("later", await File.ReadAllTextAsync(copy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        await File.WriteAllTextAsync(Store.Path, "\ufeff{\"version\":1,\"integrations\":[]}");

        Assert.Empty(Store.Read().Integrations);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_read_and_not_written()
    {
        const string Newer = "{\"version\":2,\"integrations\":[]}";
        await File.WriteAllTextAsync(Store.Path, Newer);

        LeappException told = await Assert.ThrowsAsync<LeappException>(() => Store.UpdateAsync(Add("one"), CancellationToken.None));

        Assert.Equal(LeappErrorCode.WorkspaceNewer, told.Code);
        Assert.Empty(Store.Read().Integrations);
        Assert.Equal(Newer, await File.ReadAllTextAsync(Store.Path));
    }

    [Fact]
    public async Task Completion_leaves_a_damaged_file_for_the_command_to_tell()
    {
        await File.WriteAllTextAsync(Store.Path, "{");

        Assert.Throws<LeappException>(() => new WorkspaceStore(_folder, _time, setsAside: false).Read());

        Assert.True(File.Exists(Store.Path));
    }

    [Fact]
    public async Task Writers_side_by_side_lose_nothing_and_leave_nothing_behind()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            new WorkspaceStore(_folder, TimeProvider.System, true).UpdateAsync(Add($"a{i}"), CancellationToken.None))));

        Assert.Equal(20, Store.Read().Integrations.Count);
        Assert.Empty(Directory.GetFiles(_folder, ".*"));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Store.Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private static Func<WorkspaceDocument, bool> Add(string alias) => document =>
    {
        document.Integrations.Add(new IntegrationEntry { Alias = alias, PortalUrl = "https://x", Region = "eu-west-1" });
        return true;
    };

    private WorkspaceStore Store => new(_folder, _time, setsAside: true);
}
