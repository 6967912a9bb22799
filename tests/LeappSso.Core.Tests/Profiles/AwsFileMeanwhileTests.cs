using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>What other programs do to a file while it is being changed.</summary>
public sealed class AwsFileMeanwhileTests : IDisposable
{
    private readonly AwsFileScene _scene = new();
    private int _reads;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task What_another_program_writes_just_before_the_rename_survives()
    {
        AwsFileScene.Write(_scene.Config, "[a]\nx = 1\n");
        AwsFile file = WithMeanwhile(read =>
        {
            if (read == 2)
            {
                Assert.Single(_scene.Names, n => n.EndsWith(".tmp", StringComparison.Ordinal));
                File.AppendAllText(_scene.Config, "[theirs]\ny = 2\n");
            }
        });

        await file.ChangeAsync(AwsFileScene.Add("one"), CancellationToken.None);

        Assert.Equal("[a]\nx = 1\n[theirs]\ny = 2\n\n" + AwsFileScene.Added("one"), AwsFileScene.Text(_scene.Config));
        Assert.Equal(4, _reads);
        Assert.Equal(["config", "config.leappsso-20300101.bak"], _scene.Names);
    }

    [Theory]
    [InlineData("[a]\nx = 1\n", null, "")]
    [InlineData(null, "[b]\n", "[b]\n\n")]
    [InlineData("[a]\nx = 1\n", "", "")]
    [InlineData(null, "", "")]
    public async Task A_file_that_appears_or_goes_meanwhile_is_no_trap(string? before, string? meanwhile, string kept)
    {
        if (before is not null)
        {
            AwsFileScene.Write(_scene.Config, before);
        }

        AwsFile file = WithMeanwhile(read =>
        {
            if (read == 2 && meanwhile is null)
            {
                File.Delete(_scene.Config);
            }
            else if (read == 2)
            {
                AwsFileScene.Write(_scene.Config, meanwhile!);
            }
        });

        await file.ChangeAsync(AwsFileScene.Add("one"), CancellationToken.None);

        Assert.Equal(kept + AwsFileScene.Added("one"), AwsFileScene.Text(_scene.Config));
        Assert.True(_reads >= 4);
    }

    [Fact]
    public async Task A_file_that_another_program_has_just_emptied_to_write_it_is_waited_for()
    {
        AwsFileScene.Write(_scene.Config, "");
        AwsFile file = WithMeanwhile(read =>
        {
            if (read == 4)
            {
                AwsFileScene.Write(_scene.Config, "[theirs]\n");
            }
        });

        await file.ChangeAsync(AwsFileScene.Add("one"), CancellationToken.None);

        Assert.Equal("[theirs]\n\n" + AwsFileScene.Added("one"), AwsFileScene.Text(_scene.Config));
    }

    [Fact]
    public async Task A_file_that_never_comes_to_rest_is_left_to_the_other_program()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        AwsFile file = WithMeanwhile(read =>
        {
            if (read % 2 == 0)
            {
                File.AppendAllText(_scene.Config, $"# {read}\n");
            }
        });

        LeappException refusal = await Assert.ThrowsAsync<LeappException>(() => file.ChangeAsync(AwsFileScene.Add("one"), CancellationToken.None));

        Assert.Equal(LeappErrorCode.Locked, refusal.Code);
        Assert.Equal(2 * JointChange.MaxAttempts, _reads);
        Assert.Equal("[a]\n" + string.Concat(Enumerable.Range(1, JointChange.MaxAttempts).Select(i => $"# {2 * i}\n")), AwsFileScene.Text(_scene.Config));
        Assert.Equal(["config", "config.leappsso-20300101.bak"], _scene.Names);
    }

    [Fact]
    public async Task A_file_that_another_program_holds_for_a_moment_is_waited_for()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        using FileStream held = new(_scene.Config, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        AwsFile file = WithMeanwhile(read =>
        {
            if (read == 3)
            {
                held.Dispose();
            }
        });

        await file.ChangeAsync(AwsFileScene.Add("one"), CancellationToken.None);

        Assert.Equal("[a]\n\n" + AwsFileScene.Added("one"), AwsFileScene.Text(_scene.Config));
        Assert.Equal(4, _reads);
    }

    [Fact]
    public async Task A_file_that_another_program_keeps_for_itself_is_an_error_and_stays()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        using (new FileStream(_scene.Config, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await _scene.RefusedAsync(_scene.Config, LeappErrorCode.Locked);
        }

        Assert.Equal("[a]\n", AwsFileScene.Text(_scene.Config));
    }

    [Fact]
    public async Task A_stopped_change_changes_nothing()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");
        using CancellationTokenSource stop = new();
        AwsFile file = WithMeanwhile(read =>
        {
            if (read == 2)
            {
                File.AppendAllText(_scene.Config, "# theirs\n");
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.ChangeAsync(AwsFileScene.Add("one"), stop.Token));

        Assert.Equal("[a]\n# theirs\n", AwsFileScene.Text(_scene.Config));
        Assert.DoesNotContain(_scene.Names, n => n.StartsWith('.'));
    }

    [Fact]
    public async Task Writers_side_by_side_lose_nothing_and_leave_nothing_behind()
    {
        AwsFileScene.Write(_scene.Config, "# mine\r\n[a]\r\nx = 1");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            new AwsFile(_scene.Config, TimeProvider.System).ChangeAsync(AwsFileScene.Add($"p{i}"), CancellationToken.None))));

        IniDocument document = IniDocument.Parse(await File.ReadAllBytesAsync(_scene.Config));
        Assert.Equal(21, document.Sections.Count);
        Assert.StartsWith("# mine\r\n[a]\r\nx = 1\r\n[p", AwsFileScene.Text(_scene.Config), StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Names, n => n.StartsWith('.'));
    }

    /// <summary>A file on which another program acts at the moment of a read, which is before what is read then.</summary>
    private AwsFile WithMeanwhile(Action<int> act) => new(_scene.Config, _scene.Time, read: path =>
    {
        act(++_reads);
        return File.ReadAllBytes(path);
    });
}
