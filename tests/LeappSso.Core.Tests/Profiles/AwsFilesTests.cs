using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>Two files that change as one.</summary>
public sealed class AwsFilesTests : IDisposable
{
    private readonly AwsFileScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Both_files_are_changed()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");

        (IniDocument config, IniDocument credentials) = await ChangeAsync();

        Assert.Equal("[a]\n\n" + AwsFileScene.Added("one"), AwsFileScene.Text(_scene.Config));
        Assert.Equal(AwsFileScene.Added("two"), AwsFileScene.Text(_scene.Credentials));
        Assert.NotNull(config.Find(SectionKind.Other, "one"));
        Assert.NotNull(credentials.Find(SectionKind.Other, "two"));
        Assert.Equal(["config", "config.leappsso-20300101.bak", "credentials"], _scene.Names);
    }

    [Fact]
    public void A_preview_shows_both_and_writes_none()
    {
        IReadOnlyList<FileChange> changes = Files().Preview(Both(AwsFileScene.Add("one"), _ => { }));

        Assert.Equal([true, false], changes.Select(c => c.IsChange));
        Assert.Empty(_scene.Names);
    }

    [Theory]
    [InlineData("[b]\njust words\n", LeappErrorCode.AwsFileInvalid, false)]
    [InlineData("[b]\n", LeappErrorCode.AwsFileReadOnly, true)]
    public async Task Where_one_cannot_be_changed_the_other_is_not(string credentials, LeappErrorCode code, bool readOnly)
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        AwsFileScene.Write(_scene.Credentials, credentials);
        File.SetAttributes(_scene.Credentials, readOnly ? FileAttributes.ReadOnly : FileAttributes.Normal);

        LeappException refusal = await Assert.ThrowsAsync<LeappException>(ChangeAsync);

        Assert.Equal(code, refusal.Code);
        Assert.Equal("[a]\n", AwsFileScene.Text(_scene.Config));
        Assert.Equal(credentials, AwsFileScene.Text(_scene.Credentials));
        Assert.DoesNotContain(_scene.Names, n => n.StartsWith('.'));
        File.SetAttributes(_scene.Credentials, FileAttributes.Normal);
    }

    [Theory]
    [InlineData("[a]\n")]
    [InlineData(null)]
    public async Task Where_the_last_step_fails_for_one_the_other_is_put_back(string? config)
    {
        if (config is not null)
        {
            AwsFileScene.Write(_scene.Config, config);
        }

        int reads = 0;
        AwsFiles files = Files(path =>
        {
            // Just before the rename, something stands in its way that looks like no file.
            if (++reads == 2)
            {
                Directory.CreateDirectory(path);
            }

            throw new FileNotFoundException();
        });

        LeappException refusal = await Assert.ThrowsAsync<LeappException>(() => ChangeAsync(files));

        Assert.Equal(LeappErrorCode.AwsFileReadOnly, refusal.Code);
        Assert.Contains(_scene.Credentials, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(config, File.Exists(_scene.Config) ? AwsFileScene.Text(_scene.Config) : null);
        Assert.DoesNotContain(_scene.Names, n => n.StartsWith('.'));
    }

    [Fact]
    public async Task Both_changes_are_made_again_where_another_program_changed_one_file()
    {
        AwsFileScene.Write(_scene.Credentials, "[b]\n");
        int reads = 0;
        int changes = 0;
        AwsFiles files = Files(path =>
        {
            if (++reads == 2)
            {
                File.AppendAllText(path, "[theirs]\n");
            }

            return File.ReadAllBytes(path);
        });

        await files.ChangeAsync(Both(d => { changes++; AwsFileScene.Add("one")(d); }, AwsFileScene.Add("two")), CancellationToken.None);

        Assert.Equal(2, changes);
        Assert.Equal(AwsFileScene.Added("one"), AwsFileScene.Text(_scene.Config));
        Assert.Equal("[b]\n[theirs]\n\n" + AwsFileScene.Added("two"), AwsFileScene.Text(_scene.Credentials));
    }

    [Fact]
    public async Task Two_names_of_one_file_are_one_file()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        File.CreateSymbolicLink(_scene.Credentials, _scene.Config);

        (IniDocument config, IniDocument credentials) = await ChangeAsync();

        Assert.Same(config, credentials);
        Assert.Equal("[a]\n\n" + AwsFileScene.Added("one") + "\n" + AwsFileScene.Added("two"), AwsFileScene.Text(_scene.Config));
        Assert.NotNull(new FileInfo(_scene.Credentials).LinkTarget);
    }

    [Fact]
    public async Task A_file_whose_folder_is_missing_makes_none_before_there_is_something_in_it()
    {
        AwsFiles files = new(new AwsFile(_scene.Config, _scene.Time), new AwsFile(_scene.PathOf("x/y/credentials"), _scene.Time));

        await files.ChangeAsync(Both(AwsFileScene.Add("one"), _ => { }), CancellationToken.None);
        Assert.Equal(["config"], _scene.Names);

        await files.ChangeAsync(Both(_ => { }, AwsFileScene.Add("two")), CancellationToken.None);
        Assert.Equal(AwsFileScene.Added("two"), AwsFileScene.Text(_scene.PathOf("x/y/credentials")));
    }

    [Fact]
    public async Task Processes_with_the_two_names_exchanged_do_not_wait_for_each_other()
    {
        AwsFiles exchanged = new(new AwsFile(_scene.Credentials, _scene.Time), new AwsFile(_scene.Config, _scene.Time));
        using FileLock first = await LockAsync(_scene.Config);

        Task change = ChangeAsync(exchanged);

        // It waits for the first file, so it must not hold the second one, for which the holder of the first one may wait.
        (await LockAsync(_scene.Credentials)).Dispose();
        first.Dispose();
        _scene.Time.Advance(TimeSpan.FromSeconds(1));
        await change;
        Assert.Equal(AwsFileScene.Added("one"), AwsFileScene.Text(_scene.Credentials));
    }

    private Task<FileLock> LockAsync(string path) => FileLock.AcquireAsync(path, TimeSpan.Zero, _scene.Time, CancellationToken.None);

    private AwsFiles Files(Func<string, byte[]>? readCredentials = null) =>
        new(new AwsFile(_scene.Config, _scene.Time), new AwsFile(_scene.Credentials, _scene.Time, read: readCredentials));

    private Task<(IniDocument Config, IniDocument Credentials)> ChangeAsync() => ChangeAsync(Files());

    private static Task<(IniDocument Config, IniDocument Credentials)> ChangeAsync(AwsFiles files) =>
        files.ChangeAsync(Both(AwsFileScene.Add("one"), AwsFileScene.Add("two")), CancellationToken.None);

    private static Action<IniDocument, IniDocument> Both(Action<IniDocument> config, Action<IniDocument> credentials) => (one, other) =>
    {
        config(one);
        credentials(other);
    };
}
