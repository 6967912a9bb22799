using System.Text;
using LeappSso.Driver;

namespace LeappSso.Reliability.Tests;

/// <summary>Kills a process that activates and stops profiles, hundreds of times, at any moment of the write.</summary>
public sealed class ProfileCrashTests : IDisposable
{
    private const int Kills = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_kill_leaves_the_old_config_or_the_new_one_and_every_byte_of_others()
    {
        int serials = await KillAsync("config", serial =>
        {
            Assert.Equal(ProfileWriter.ConfigAt(serial), File.ReadAllBytes(Writer.Config.Path));
            return Writer.WriteConfigAsync(serial + 1);
        });

        Assert.True(serials > Kills, $"only {serials} writes were made");
        Assert.Equal(ProfileWriter.OthersInCredentials, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Writer.Credentials.Path)));
    }

    [Fact]
    public async Task A_kill_leaves_both_files_whole_and_the_next_write_leaves_no_secret_elsewhere()
    {
        int torn = 0;
        await KillAsync("both", async serial =>
        {
            // A kill between the two renames leaves the config file one change ahead.
            int keys = ProfileWriter.SerialIn(Writer.Credentials);
            Assert.InRange(keys, serial - 1, serial);
            torn += serial - keys;
            Assert.Equal(ProfileWriter.ConfigAt(serial), await File.ReadAllBytesAsync(Writer.Config.Path));
            Assert.Equal(ProfileWriter.CredentialsAt(keys), await File.ReadAllBytesAsync(Writer.Credentials.Path));
            if (keys < serial)
            {
                await Writer.WriteBothAsync(serial);
            }

            await Writer.WriteBothAsync(serial + 1);
            Assert.Equal(ProfileWriter.CredentialsAt(serial + 1), await File.ReadAllBytesAsync(Writer.Credentials.Path));
            foreach (string file in Directory.EnumerateFiles(_folder).Where(f => f != Writer.Credentials.Path))
            {
                Assert.DoesNotContain(ProfileWriter.Secret, await File.ReadAllTextAsync(file, Encoding.Latin1), StringComparison.Ordinal);
            }
        });

        Assert.True(torn < Kills / 4, $"{torn} of {Kills} kills hit the moment between two renames");
    }

    private async Task<int> KillAsync(string way, Func<int, Task> check)
    {
        Random random = new(1);
        int midway = 0;
        Writer.Begin();
        for (int kill = 0; kill < Kills; kill++)
        {
            await DriverProgram.RunAndKillAsync(TimeSpan.FromMilliseconds(random.NextDouble() * 25), way, _folder);
            midway += Hidden.Length > 0 ? 1 : 0;
            await check(ProfileWriter.SerialIn(Writer.Config));
            Assert.Empty(Hidden);
        }

        Assert.True(midway > Kills / 20, $"only {midway} of the kills hit a write in the middle");
        return ProfileWriter.SerialIn(Writer.Config);
    }

    /// <summary>Locks and temporary files.</summary>
    private string[] Hidden => Directory.GetFiles(_folder, ".*");

    private ProfileWriter Writer => new(_folder);
}
