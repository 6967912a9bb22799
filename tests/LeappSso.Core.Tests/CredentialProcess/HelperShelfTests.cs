using System.Runtime.Versioning;
using LeappSso.Core.Tests.Fakes;
using LeappSso.CredentialProcess;

namespace LeappSso.Core.Tests.CredentialProcess;

[UnsupportedOSPlatform("windows")]
public sealed class HelperShelfTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly ModuleOnDisk _module = new();

    public void Dispose() => _module.Dispose();

    [UnixFact]
    public async Task The_native_helper_is_put_beside_the_workspace_for_the_owner_alone_and_left_alone_from_then_on()
    {
        _module.WithNative("0.1.0");

        string path = await _module.EnsureAsync();

        Assert.Equal(Path.Combine(_module.Workspace, "helper", "leappsso-credential"), path);
        Assert.Equal(await File.ReadAllBytesAsync(_module.Native!), await File.ReadAllBytesAsync(path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_module.HelperFolder));
        Assert.Empty(_module.Others());
        Assert.Equal(new HelperState(path, true, true, "0.1.0", true, true), _module.Shelf().State());
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(_module.HelperFolder, "helper.json"));
        Assert.Equal(path, await _module.EnsureAsync());
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(_module.HelperFolder, "helper.json")));
    }

    [UnixFact]
    public async Task A_build_with_another_helper_replaces_it_though_the_version_is_the_same()
    {
        string path = await _module.WithNative("0.1.0", "one").EnsureAsync();
        _module.WithNative("0.1.0", "another");
        Assert.False(_module.Shelf().State().IsCurrent);

        await _module.Shelf().RefreshIfPresentAsync(CancellationToken.None);

        Assert.Contains("another", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.True(_module.Shelf().State().IsCurrent);
    }

    [UnixFact]
    public async Task A_newer_module_replaces_the_helper_and_an_older_one_never_does()
    {
        string path = await _module.WithNative("0.1.0").EnsureAsync("0.1.0");
        await _module.WithNative("0.10.0").EnsureAsync("0.10.0");
        string newer = await File.ReadAllTextAsync(path);
        Assert.Contains("0.10.0", newer, StringComparison.Ordinal);

        await _module.WithNative("0.9.0").EnsureAsync("0.9.0");
        await _module.Shelf("0.9.0").RefreshIfPresentAsync(CancellationToken.None);

        Assert.Equal(newer, await File.ReadAllTextAsync(path));
        Assert.Equal("0.10.0", _module.Shelf("0.9.0").State().Version);
        Assert.True(_module.Shelf("0.9.0").State().IsCurrent);
    }

    [UnixFact]
    public async Task Nothing_is_put_there_where_there_is_no_helper_to_refresh()
    {
        _module.WithNative("0.1.0");

        await _module.Shelf().RefreshIfPresentAsync(CancellationToken.None);

        Assert.False(Directory.Exists(_module.HelperFolder));
        Assert.Equal(new HelperState(Path.Combine(_module.HelperFolder, "leappsso-credential"), false, false, null, false, false), _module.Shelf().State());
    }

    [UnixFact]
    public async Task A_helper_that_was_damaged_is_put_there_anew()
    {
        string path = await _module.WithNative("0.1.0").EnsureAsync();
        byte[] whole = await File.ReadAllBytesAsync(path);
        foreach (Action damage in (Action[])
        [
            () => File.Delete(path),
            () => File.WriteAllText(path, "#!/bin/sh\n"),
            () => File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite),
            () => File.WriteAllText(Path.Combine(_module.HelperFolder, "helper.json"), "{"),
            () => File.Delete(Path.Combine(_module.HelperFolder, "helper.json")),
        ])
        {
            damage();
            Assert.False(_module.Shelf().State().IsCurrent);

            await _module.EnsureAsync();

            Assert.Equal(whole, await File.ReadAllBytesAsync(path));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
            Assert.True(_module.Shelf().State().IsCurrent);
        }
    }

    [UnixFact]
    public async Task What_killed_processes_left_goes_with_the_next_write()
    {
        await _module.WithNative("0.1.0", "one").EnsureAsync();
        await File.WriteAllTextAsync(Path.Combine(_module.HelperFolder, ".new-0123456789ab-leappsso-credential"), "half");
        Directory.CreateDirectory(Path.Combine(_module.HelperFolder, "module", ".new-0123456789ab", "bin"));

        await _module.WithNative("0.1.0", "two").EnsureAsync();

        Assert.Equal(["module"], _module.Others());
    }

    [UnixFact]
    public async Task Twenty_at_once_put_one_helper_there()
    {
        _module.WithNative("0.1.0");

        string[] paths = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _module.EnsureAsync())));

        Assert.Single(paths.Distinct());
        Assert.Empty(_module.Others());
        Assert.Single(_module.Log.VerboseLines);
        Assert.True(_module.Shelf().State().IsCurrent);
    }

    [UnixFact]
    public async Task Where_it_cannot_be_replaced_the_old_one_serves_until_the_next_time()
    {
        string path = await _module.WithNative("0.1.0", "old").EnsureAsync();
        string inTheWay = Path.Combine(_module.HelperFolder, ".helper.leappsso.lock");
        Directory.CreateDirectory(inTheWay);

        Assert.Equal(path, await _module.WithNative("0.1.0", "new").EnsureAsync());
        Assert.Contains("old", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Contains("stays as it is", _module.Log.VerboseLines.Last(), StringComparison.Ordinal);

        Directory.Delete(inTheWay);
        await _module.EnsureAsync();
        Assert.Contains("new", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Where_none_can_be_put_it_is_told_and_a_refresh_stays_silent()
    {
        Directory.CreateDirectory(_module.Workspace);
        await File.WriteAllTextAsync(_module.HelperFolder, "a file in the way");
        _module.WithNative("0.1.0");

        LeappException told = await Assert.ThrowsAsync<LeappException>(() => _module.EnsureAsync());

        Assert.Equal(LeappErrorCode.MethodNotAvailable, told.Code);
        Assert.Contains(_module.HelperFolder, told.Message, StringComparison.Ordinal);
        await _module.Shelf().RefreshIfPresentAsync(CancellationToken.None);
    }

    [UnixFact]
    public async Task A_refresh_fails_no_command()
    {
        string path = await _module.WithNative("0.1.0").EnsureAsync();
        File.Delete(Path.Combine(_module.HelperFolder, "helper.json"));
        Directory.Delete(_module.Folder, recursive: true);

        await _module.Shelf().RefreshIfPresentAsync(CancellationToken.None);

        Assert.True(File.Exists(path));
        Assert.Contains("could not be renewed", _module.Log.VerboseLines.Last(), StringComparison.Ordinal);
    }
}
