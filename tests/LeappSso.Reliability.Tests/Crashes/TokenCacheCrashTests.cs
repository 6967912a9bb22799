using System.Globalization;
using LeappSso.Driver;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>Kills a process that keeps logins, hundreds of times, at any moment of the write.</summary>
public sealed class TokenCacheCrashTests : IDisposable
{
    private const int Kills = 250;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _home = Directory.CreateTempSubdirectory("leappsso-crash-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_kill_leaves_the_old_login_or_the_new_one_and_no_lock()
    {
        Random random = new(1);
        int midway = 0;
        HashSet<int> serials = [];
        for (int kill = 0; kill < Kills; kill++)
        {
            await DriverProgram.RunAndKillAsync(TimeSpan.FromMilliseconds(random.NextDouble() * 25), "logins", _home);
            serials.Add(CheckWhole());
            midway += CheckLeftovers();
            await CheckNextWriterAsync();
        }

        Assert.True(serials.Count > 5, $"the kills hit only {serials.Count} different writes");
        Assert.True(midway > 10, $"only {midway} of the kills hit a write in the middle");
    }

    /// <summary>The file is byte for byte one of the logins that were written; gives its number.</summary>
    private int CheckWhole()
    {
        byte[] bytes = File.ReadAllBytes(Writer.Path);
        string access = TokenFile.Read(bytes, Writer.Path).Token!.AccessToken;
        int serial = int.Parse(access.Split('-')[0], CultureInfo.InvariantCulture);
        Assert.Equal(TokenFile.Write(TokenWriter.Token(serial)), bytes);
        return serial;
    }

    /// <summary>What a killed write leaves is for the owner alone; says whether it left anything, and takes it away.</summary>
    private int CheckLeftovers()
    {
        string[] left = [.. Directory.EnumerateFiles(Path.GetDirectoryName(Writer.Path)!).Where(f => f != Writer.Path)];
        foreach (string file in left)
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
            }

            File.Delete(file);
        }

        return left.Length > 0 ? 1 : 0;
    }

    private async Task CheckNextWriterAsync()
    {
        await Writer.WriteAsync(7);
        Assert.Equal(TokenFile.Write(TokenWriter.Token(7)), await File.ReadAllBytesAsync(Writer.Path));
    }

    private TokenWriter Writer => new(_home);
}
