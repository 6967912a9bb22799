using System.Diagnostics;
using System.Text;
using LeappSso.Driver;
using LeappSso.Profiles;

namespace LeappSso.Reliability.Tests;

/// <summary>Many processes that write one file at once.</summary>
public sealed class ManyProcessesTests : IDisposable
{
    private const int Processes = 20;
    private const int Later = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task All_profiles_are_there_and_what_a_program_without_our_lock_wrote_in_between()
    {
        ProfileWriter writer = new(_folder);
        writer.Begin();

        await AddAllAsync(writer.Config.Path, "a", Processes);
        await File.AppendAllTextAsync(writer.Config.Path, "\n# of another program\n[profile theirs]\nregion = x\n");
        await AddAllAsync(writer.Config.Path, "b", Later);

        string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(writer.Config.Path));
        Assert.StartsWith(ProfileWriter.OthersInConfig, text, StringComparison.Ordinal);
        Assert.Contains("\n\n# of another program\n[profile theirs]\nregion = x\n\n[profile b", text, StringComparison.Ordinal);
        IniDocument document = writer.Config.Read();
        Assert.All(Enumerable.Range(0, Processes), i => Assert.True(document.Find(SectionKind.Profile, $"a{i}")?.IsMarked));
        Assert.All(Enumerable.Range(0, Later), i => Assert.True(document.Find(SectionKind.Profile, $"b{i}")?.IsMarked));
        Assert.Equal(60 + 1 + Processes + 1 + Later, document.Sections.Count);
        Assert.Null(IniCheck.Find(document.ToBytes(), document, "config"));
        Assert.Empty(Directory.GetFiles(_folder, ".*"));
    }

    private static async Task AddAllAsync(string path, string prefix, int count)
    {
        (string Output, int ExitCode)[] ends = await Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            DriverProgram.RunAsync(new ProcessStartInfo(DriverProgram.Path, ["add", path, $"{prefix}{i}"]))));
        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Output));
    }
}
