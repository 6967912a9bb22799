using System.Diagnostics;

namespace LeappSso.Reliability.Tests;

/// <summary>A disk that takes no more.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Size = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-crash-").FullName;
    private readonly byte[] _before = [.. "# "u8, .. Enumerable.Repeat((byte)'x', Size), .. "\n[default]\nregion = x\n"u8];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UnixFact]
    public async Task Where_files_may_not_grow_so_large_nothing_is_changed_and_nothing_left()
    {
        await DemandRefusalAsync(_folder, LimitedBlocks(Size / 2 / 512));
    }

    [UnixFact]
    public async Task Where_the_disk_is_full_nothing_is_changed_and_nothing_left()
    {
        string disk = Path.Combine(_folder, "disk");
        Directory.CreateDirectory(disk);
        if (await IsDoneAsync("mount", "-t", "tmpfs", "-o", $"size={Size * 3 / 2}", "leappsso", disk))
        {
            try
            {
                await DemandRefusalAsync(disk, new ProcessStartInfo(DriverProgram.Path));
            }
            finally
            {
                Assert.True(await IsDoneAsync("umount", disk));
            }
        }
        else
        {
            // Where nobody may mount a small disk, the limit stops the write at its last bytes instead.
            await DemandRefusalAsync(disk, LimitedBlocks(Size / 512));
        }
    }

    private async Task DemandRefusalAsync(string folder, ProcessStartInfo start)
    {
        string config = Path.Combine(folder, "config");
        await File.WriteAllBytesAsync(config, _before);
        Array.ForEach(["add", config, "one"], start.ArgumentList.Add);

        (string output, int exitCode) = await DriverProgram.RunAsync(start);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("AwsFileReadOnly: ", output, StringComparison.Ordinal);
        Assert.Contains("that file was not changed", output, StringComparison.Ordinal);
        Assert.Equal(_before, await File.ReadAllBytesAsync(config));
        Assert.Equal([config], Directory.GetFiles(folder));
    }

    /// <summary>The driver in a process whose files may have so many blocks of 512 bytes.</summary>
    private static ProcessStartInfo LimitedBlocks(int blocks)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"", DriverProgram.Path]);
        // The runtime maps its code through a file that is larger.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return start;
    }

    private static async Task<bool> IsDoneAsync(string program, params string[] arguments)
    {
        try
        {
            return (await DriverProgram.RunAsync(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
