using System.Globalization;
using LeappSso.Driver;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>Kills a process that changes one file after another, at random moments and between any two steps on the disk.</summary>
public sealed class StoreCrashTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>More than any writer does in two changes.</summary>
    private const int Points = 60;

    /// <summary>So many programs run, and are killed, at once.</summary>
    private const int Lanes = 2;

    private static readonly int s_kills = Form.Of(150, 20);

    private readonly string _root = Directory.CreateTempSubdirectory("leappsso-crash-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static TheoryData<string> Writers => [.. OperatingSystem.IsWindows() ? StoreWriter.All.Where(w => w != "helper") : StoreWriter.All];

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_kill_leaves_each_file_as_before_or_as_after_and_the_next_change_leaves_nothing_else(string name)
    {
        CrashTable table = CrashTable.Of(name);

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => KillAsync(name, lane, table)));

        CrashTable.Write();
        Assert.Empty(table.Faults);
        table.DemandThatEachFileWasHit();
    }

    private async Task KillAsync(string name, int lane, CrashTable table)
    {
        string folder = Path.Combine(_root, $"home{lane}");
        Directory.CreateDirectory(folder);
        StoreWriter writer = StoreWriter.Of(name, folder);
        Random random = new(lane);
        writer.Begin();
        for (int kill = 0; kill < s_kills; kill++)
        {
            int before = writer.Last();
            (string Step, string Path)? point = null;
            if (kill % 2 == 0)
            {
                await DriverProgram.RunAndKillAsync(TimeSpan.FromMilliseconds(random.NextDouble() * 25), "write", name, folder);
            }
            else
            {
                int steps = 1 + (((kill / 2 * Lanes) + lane) % Points);
                point = await DriverProgram.RunToPointAsync("write", name, folder, steps.ToString(CultureInfo.InvariantCulture));
                Assert.NotNull(point);
            }

            int last = writer.Last();
            Assert.True(last > before, $"after change {before} there is change {last}");
            table.Count(point, Left(folder, writer), writer.KindOf, writer.Faults(last));

            Assert.Equal(last + 1, await writer.GoOnAsync());
            table.CountAfter(Left(folder, writer), writer.Faults(writer.Last()));
            Assert.Equal(last + 1, writer.Last());
        }
    }

    /// <summary>The files that are none of those that are changed. Those that may hold a secret are for the owner alone.</summary>
    private static string[] Left(string folder, StoreWriter writer)
    {
        string[] left = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => writer.KindOf(f) is null)];
        if (!OperatingSystem.IsWindows())
        {
            foreach (string file in left.Where(TemporaryFiles.IsOne))
            {
                Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
            }
        }

        return left;
    }
}
