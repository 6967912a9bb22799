using System.Globalization;
using LeappSso.Driver;
using LeappSso.Profiles;

namespace LeappSso.Reliability.Tests;

/// <summary>A program that does not know our lock and adds to the config file while it is changed here again and again.</summary>
public sealed class StrangerTests : IDisposable
{
    private static readonly int s_writes = Form.Of(2000, 300);

    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Between the last look at the file and the rename there is a moment that no program can close without a lock that both take.</summary>
    [Fact]
    public async Task Next_to_nothing_that_it_adds_is_lost_and_nothing_of_ours()
    {
        string path = Path.Combine(_folder, "config");
        await File.WriteAllTextAsync(path, "# mine\n");
        using CancellationTokenSource ended = new();
        Task<int> changes = Task.Run(() => ChangeAsync(path, ended.Token));

        Random random = new(1);
        for (int i = 0; i < s_writes; i++)
        {
            await File.AppendAllTextAsync(path, $"\n[profile theirs-{i}]\nregion = x\n");
            SpinWait.SpinUntil(() => false, random.Next(3));
        }

        await ended.CancelAsync();
        int last = await changes;
        byte[] bytes = await File.ReadAllBytesAsync(path);
        IniDocument document = IniDocument.Parse(bytes);
        int lost = Enumerable.Range(0, s_writes).Count(i => document.Find(SectionKind.Profile, $"theirs-{i}") is null);
        ReliabilityPage.Write(
            "strangers",
            [
                "| sections that another program added to the config file, without our lock, while we changed it | of these lost | our changes meanwhile | of these lost |",
                "| ---: | ---: | ---: | ---: |",
                // Whole files are put in place, so what is lost of ours would be all of a change.
                string.Create(CultureInfo.InvariantCulture, $"| {s_writes} | {lost} | more than {last / 100 * 100} | {(IsThere(document, last) ? 0 : 1)} |"),
            ]);
        Assert.True(IsThere(document, last));
        Assert.Null(IniCheck.Find(bytes, document, path));
        Assert.True(lost * 100 <= s_writes, $"{lost} of {s_writes} were lost");
    }

    private static bool IsThere(IniDocument document, int change) => document.Find(SectionKind.Profile, $"p{change}")?.IsMarked is true;

    private static async Task<int> ChangeAsync(string path, CancellationToken cancellationToken)
    {
        int change = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ProfileWriter.MoveOnAsync(path, change + 1);
                change++;
            }
            catch (LeappException refused) when (refused.Code == LeappErrorCode.Locked)
            {
                // The other one was faster ten times in a row, and nothing was changed.
                continue;
            }
        }

        return change;
    }
}
