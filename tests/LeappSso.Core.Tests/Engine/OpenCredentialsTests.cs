using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>Keys that are written into a file which its owner lets others read.</summary>
public sealed class OpenCredentialsTests : MethodScene
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly SessionChange s_keys = new() { Method = LeappMethod.CredentialsFile, Status = LeappSessionStatus.Active };

    [Theory]
    [InlineData(UnixFileMode.None, false)]
    [InlineData(UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.OtherRead, true)]
    [InlineData(UnixFileMode.GroupWrite, false)]
    public async Task It_is_told_once_and_the_mode_stays(UnixFileMode open, bool told)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = Test.Paths.CredentialsFile;
        File.SetUnixFileMode(path, Owner | open);

        await ChangeAsync(s_keys, Admin, ReadOnly);

        Assert.Equal(Owner | open, File.GetUnixFileMode(path));
        Assert.Contains("aws_session_token", Test.Credentials, StringComparison.Ordinal);
        Assert.Equal(
            told ? [$"Other users of this machine can read {path}, and the keys that are now in it. Take their access away: chmod 600 '{path}'"] : [],
            Test.Log.Warnings);
    }

    [Fact]
    public async Task Nothing_is_told_where_no_key_is_written_or_the_file_is_new()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = Test.Paths.CredentialsFile;
        File.SetUnixFileMode(path, Owner | UnixFileMode.OtherRead);
        await ChangeAsync(s_keys with { Method = LeappMethod.SsoProfile }, Admin);
        await StopAsync();
        File.Delete(path);
        await ChangeAsync(s_keys, Admin);

        Assert.Empty(Test.Log.Warnings);
        Assert.Equal(Owner, File.GetUnixFileMode(path));
    }
}
