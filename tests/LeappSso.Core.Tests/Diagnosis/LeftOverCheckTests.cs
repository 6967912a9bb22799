using LeappSso.Store;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class LeftOverCheckTests : IDisposable
{
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Note = LeappFindingStatus.Note;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(".aws/.config.0123456789ab.tmp", Warning)]
    [InlineData(".aws/.credentials.0123456789ab.tmp", Warning)]
    [InlineData(".aws/.config.leappsso-20300101.bak.0123456789ab.tmp", Warning)]
    [InlineData(".aws/.config.leappsso.lock", Note)]
    [InlineData("leapp/.workspace.json.0123456789ab.tmp", Warning)]
    [InlineData("leapp/helper/.new-0123456789ab-leappsso-credential", Warning)]
    [InlineData("leapp/helper/.helper.leappsso.lock", Note)]
    [InlineData("leapp/role-keys/0123/.4567.json.0123456789ab.tmp", Warning)]
    public void What_a_killed_process_left_is_told_once_it_is_a_minute_old(string name, LeappFindingStatus status)
    {
        string path = DiagnosisScene.Put(Path.Combine(_scene.Home, name));
        Assert.Equal(Ok, _scene.Only("LeftOvers").Status);

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromMinutes(2));
        Told(status, path, path);
    }

    [Theory]
    [InlineData(".aws/.other.0123456789ab.tmp")]
    [InlineData(".aws/.config.swp")]
    [InlineData(".aws/.config.0123.tmp")]
    [InlineData(".aws/sso/cache/.0123456789.0123456789ab.tmp")]
    public void What_others_left_is_theirs(string name)
    {
        File.SetLastWriteTimeUtc(DiagnosisScene.Put(Path.Combine(_scene.Home, name)), DateTime.UnixEpoch);

        Assert.Equal(Ok, _scene.Only("LeftOvers").Status);
    }

    [Fact]
    public void The_clock_of_the_file_system_counts_where_it_is_ahead()
    {
        // Both are stamped by a server that is a day ahead.
        string left = DiagnosisScene.Put(Path.Combine(_scene.AwsFolder, ".config.0123456789ab.tmp"));
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow + TimeSpan.FromHours(23));
        Assert.Equal(Ok, _scene.Only("LeftOvers").Status);

        File.SetLastWriteTimeUtc(_scene.ConfigPath, DateTime.UtcNow + TimeSpan.FromHours(24));
        Told(Warning, left, left);
    }

    [Fact]
    public async Task What_a_running_process_uses_is_not_left_over()
    {
        using (await FileLock.AcquireAsync(_scene.ConfigPath, TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None))
        {
            string left = DiagnosisScene.Put(Path.Combine(_scene.AwsFolder, ".config.0123456789ab.tmp"));
            File.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
            Assert.Equal(Ok, _scene.Only("LeftOvers").Status);
        }

        Assert.Equal(Warning, _scene.Only("LeftOvers").Status);
        // Looking took nobody's lock away.
        using FileLock again = await FileLock.AcquireAsync(_scene.ConfigPath, TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
    }

    private void Told(LeappFindingStatus status, string target, string words)
    {
        LeappFinding found = _scene.Only("LeftOvers");
        Assert.Equal((status, target), (found.Status, found.Target ?? target));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", found.Detail, StringComparison.Ordinal);
    }
}
