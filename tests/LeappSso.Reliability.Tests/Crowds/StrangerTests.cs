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

    /// <summary>
    /// It opens the file, is held up, and writes, in the worst case, into one that has just been replaced. No program can close that moment
    /// without a lock that both take; it is measured where it is likeliest, with changes that follow each other without a pause.
    /// </summary>
    [Fact]
    public async Task Little_of_what_it_adds_is_lost_and_nothing_of_ours()
    {
        string path = Path.Combine(_folder, "config");
        await File.WriteAllTextAsync(path, "# mine\n");
        using CancellationTokenSource ended = new();
        Task<int> changes = Task.Run(() => ChangeAsync(path, ended.Token));

        Random random = new(1);
        for (int i = 0; i < s_writes; i++)
        {
            await File.AppendAllTextAsync(path, $"\n[profile theirs-{i}]\nregion = x\n");
            // At any moment of a change.
            Thread.SpinWait(random.Next(200_000));
        }

        await ended.CancelAsync();
        int last = await changes;
        byte[] bytes = await File.ReadAllBytesAsync(path);
        IniDocument document = IniDocument.Parse(bytes);
        int lost = Enumerable.Range(0, s_writes).Count(i => document.Find(SectionKind.Profile, $"theirs-{i}") is null);
        ReliabilityPage.Write(
            "strangers",
            [
                "| what another program added to the config file without our lock, while we changed it without a pause | of these lost | our changes meanwhile | of these lost |",
                "| ---: | ---: | ---: | ---: |",
                // Each change takes away what the one before has added, so one that is lost shows in the last.
                string.Create(CultureInfo.InvariantCulture, $"| {s_writes} sections | {Math.Ceiling(lost * 100.0 / s_writes):0} % | {last / 100 * 100} or more | {(IsThere(document, last) ? 0 : 1)} |"),
            ]);
        Assert.True(IsThere(document, last));
        Assert.Equal(1, document.Sections.Count(s => s.IsMarked && s.Name.Kind == SectionKind.Profile));
        Assert.Null(IniCheck.Find(bytes, document, path));
        Assert.True(lost * 10 <= s_writes, $"{lost} of {s_writes} were lost");
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
