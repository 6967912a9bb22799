using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

public sealed class DailyBackupTests : IDisposable
{
    private static readonly string s_rich = string.Concat(Enumerable.Range(1, 35).Select(i => $"[p{i}]\nx = {i}\n"));

    private readonly AwsFileScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_file_is_kept_as_it_was_before_the_first_change_of_a_day()
    {
        AwsFileScene.Write(_scene.Config, "[a]\n");

        await _scene.ChangeAsync(_scene.Config, "one");
        _scene.Time.Advance(TimeSpan.FromHours(11.9));
        await _scene.ChangeAsync(_scene.Config, "two");
        Assert.Equal("[a]\n", AwsFileScene.Text(_scene.PathOf(Assert.Single(_scene.Backups))));

        _scene.Time.Advance(TimeSpan.FromHours(0.2));
        string before = AwsFileScene.Text(_scene.Config);
        await _scene.ChangeAsync(_scene.Config, "three");
        Assert.Equal(["config.leappsso-20300101.bak", "config.leappsso-20300102.bak"], _scene.Backups);
        Assert.Equal(before, AwsFileScene.Text(_scene.PathOf(_scene.Backups[1])));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("# words\n")]
    [InlineData("")]
    public void What_continues_a_key_of_ours_is_in_no_backup_whatever_stands_between(string between)
    {
        string file = "[one]\n# managed by LeappSso\naws_access_key_id = A\n" + between + " aws_secret_access_key = s3cr3t\nx_mine = 1\n";

        string backup = Edits.Text(CredentialsEditor.WithoutOurs(IniDocument.Parse(Edits.Bytes(file))));

        Assert.Equal("[one]\n# managed by LeappSso\n" + between + "x_mine = 1\n", backup);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("[one]\n# managed by LeappSso\nregion = x\naws_access_key_id = y\n\n[profile two]\n# managed by LeappSso\nsso_session = acme\n")]
    public async Task A_file_with_nothing_of_others_makes_no_backup(string emptied)
    {
        AwsFileScene.Write(_scene.Config, s_rich);
        await _scene.ChangeAsync(_scene.Config, "first");

        for (int day = 0; day < 12; day++)
        {
            _scene.Time.Advance(TimeSpan.FromDays(1));
            AwsFileScene.Write(_scene.Config, emptied);
            await _scene.ChangeAsync(_scene.Config, $"d{day}");
        }

        Assert.Equal(s_rich, AwsFileScene.Text(_scene.PathOf(Assert.Single(_scene.Backups))));
    }

    [Theory]
    [InlineData("[one]\n# managed by LeappSso\noutput = json\n")]
    [InlineData("[one]\n# managed by LeappSso\n# mine\nregion = x\n")]
    [InlineData("# mine\n")]
    [InlineData("[a]\n")]
    public async Task What_little_there_is_of_others_is_kept(string before)
    {
        AwsFileScene.Write(_scene.Config, before);

        await _scene.ChangeAsync(_scene.Config, "new");

        Assert.Equal(before, AwsFileScene.Text(_scene.PathOf(Assert.Single(_scene.Backups))));
    }

    [Fact]
    public async Task The_newest_ten_stay_and_an_older_one_that_holds_more_than_they()
    {
        AwsFileScene.Write(_scene.Config, s_rich);
        for (int day = 0; day < 30; day++)
        {
            await _scene.ChangeAsync(_scene.Config, $"d{day}");
            _scene.Time.Advance(TimeSpan.FromDays(1));
            AwsFileScene.Write(_scene.Config, $"[a]\nx = {day}\n");
        }

        Assert.Equal(["config.leappsso-20300101.bak", .. Enumerable.Range(21, 10).Select(d => $"config.leappsso-203001{d}.bak")], _scene.Backups);
        Assert.Equal(s_rich, AwsFileScene.Text(_scene.PathOf(_scene.Backups[0])));
        Assert.Equal("[a]\nx = 28\n", AwsFileScene.Text(_scene.PathOf(_scene.Backups[10])));
    }

    [Fact]
    public async Task An_older_one_that_holds_no_more_goes()
    {
        for (int day = 0; day < 12; day++)
        {
            AwsFileScene.Write(_scene.Config, "[a]\nx = 1\n");
            await _scene.ChangeAsync(_scene.Config, $"d{day}");
            _scene.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(Enumerable.Range(3, 10).Select(d => $"config.leappsso-203001{d:00}.bak"), _scene.Backups);
    }

    [Fact]
    public async Task Only_files_of_exactly_this_name_go()
    {
        string[] others =
        [
            "config.bak", "config.leappsso-2029.bak", "config.leappsso-20290101.bak.old", "config.leappsso-2029010x.bak", "config2.leappsso-20290101.bak",
            "config.leappsso-20290101-mine.bak", "credentials.leappsso-20290101.bak",
        ];
        foreach (string name in others.Concat(Enumerable.Range(1, 12).Select(d => $"config.leappsso-202901{d:00}.bak")))
        {
            AwsFileScene.Write(_scene.PathOf(name), "[x]\n");
        }

        AwsFileScene.Write(_scene.Config, "[aa]\n");
        await _scene.ChangeAsync(_scene.Config, "one");

        Assert.Equal(others.Length, others.Count(n => File.Exists(_scene.PathOf(n))));
        Assert.Equal(DailyBackup.Kept, _scene.Backups.Except(others).Count());
    }

    [Fact]
    public async Task A_backup_of_the_day_is_never_written_again()
    {
        AwsFileScene.Write(_scene.PathOf("config.leappsso-20300101.bak"), "of another hand");
        AwsFileScene.Write(_scene.Config, s_rich);

        await _scene.ChangeAsync(_scene.Config, "one");

        Assert.Equal("of another hand", AwsFileScene.Text(_scene.PathOf(Assert.Single(_scene.Backups))));
    }

    [Fact]
    public async Task A_backup_holds_no_keys_that_this_module_wrote()
    {
        AwsFileScene.Write(_scene.Credentials, "[theirs]\naws_secret_access_key = THEIRS\n\n[ours]\n# managed by LeappSso\naws_secret_access_key = OURS\nregion = x\n");
        AwsFile file = new(_scene.Credentials, _scene.Time, forBackup: document =>
        {
            foreach (IniSection section in document.Sections.Where(s => s.IsMarked))
            {
                section.Remove(["aws_secret_access_key"]);
            }

            return document.ToBytes();
        });

        await file.ChangeAsync(AwsFileScene.Add("new"), CancellationToken.None);

        Assert.Equal(
            "[theirs]\naws_secret_access_key = THEIRS\n\n[ours]\n# managed by LeappSso\nregion = x\n", AwsFileScene.Text(_scene.PathOf(Assert.Single(_scene.Backups))));
        Assert.Contains("OURS", AwsFileScene.Text(_scene.Credentials), StringComparison.Ordinal);
    }
}
