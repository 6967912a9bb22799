using System.Diagnostics;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

public sealed class UnifiedDiffTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_diff_of_any_change_gives_the_new_bytes()
    {
        foreach (FileChange change in RandomChanges(1_000))
        {
            string diff = Edits.Text(new UnifiedDiff(change).ToBytes());
            Assert.Equal(Edits.Text(change.After), DiffApplier.Apply(Edits.Text(change.Before), diff));
            Assert.Equal(change.IsChange, diff.Length > 0);
        }
    }

    [PatchFact]
    public void The_program_patch_gives_the_new_bytes()
    {
        int changes = 0;
        foreach (FileChange change in RandomChanges(50).Where(c => c.IsChange))
        {
            changes++;
            Assert.Equal(Edits.Text(change.After), Edits.Text(Patched(change)));
        }

        Assert.True(changes > 0);
    }

    [Fact]
    public void A_change_is_shown_with_three_lines_around_it()
    {
        string before = "[default]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"k{i} = {i}\n"))
            + "\n[profile one]\n# managed by LeappSso\nregion = old\na = 1\nb = 2\nc = 3\nd = 4";

        FileChange change = Edits.Unchecked(Edits.Bytes(before), d => d.Find(SectionKind.Profile, "one")!.Set("region", "new", "\n"));

        Assert.Equal(
            "--- config\n+++ config\n@@ -11,7 +11,7 @@\n \n [profile one]\n # managed by LeappSso\n-region = old\n+region = new\n a = 1\n b = 2\n c = 3\n",
            new UnifiedDiff(change).ToText(SecretMask.OfConfig));
    }

    [Fact]
    public void A_missing_newline_and_a_new_section_are_shown()
    {
        FileChange change = Edits.Unchecked(Edits.Bytes("[x]"), d => d.Append(new SectionName(SectionKind.Other, "y")));

        Assert.Equal(
            "--- config\n+++ config\n@@ -1,1 +1,3 @@\n-[x]\n\\ No newline at end of file\n+[x]\n+[y]\n+# managed by LeappSso\n",
            new UnifiedDiff(change).ToText(SecretMask.OfConfig));
    }

    [Fact]
    public void A_file_that_is_not_there_is_made_of_nothing()
    {
        AwsFile file = new(Path.Combine(_folder, "config"), TimeProvider.System);
        FileChange change = file.Preview(d => d.Append(new SectionName(SectionKind.Other, "y")));

        Assert.Equal($"--- /dev/null\n+++ {file.Path}\n@@ -0,0 +1,2 @@\n+[y]\n+# managed by LeappSso\n", new UnifiedDiff(change).ToText(SecretMask.OfConfig));
    }

    [Fact]
    public void Nothing_is_shown_where_nothing_changes() =>
        Assert.Empty(new UnifiedDiff(Edits.Unchecked(Edits.Bytes("[x]\r\n"), _ => { })).ToText(SecretMask.OfConfig));

    [Fact]
    public void Nothing_of_a_file_steers_a_terminal()
    {
        byte[] before = Edits.Bytes("# caf\u00e9 caf\u00c3\u00a9 \u001b[31m \u00e2\u0080\u00ae\rb\n");

        string shown = new UnifiedDiff(Edits.Unchecked(before, d => d.Append(new SectionName(SectionKind.Other, "y")))).ToText(SecretMask.OfConfig);

        Assert.Contains(" # caf\ufffd caf\u00e9 \\u001b[31m \\u202e\\u000db\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_of_Windows_are_not_shown_in_each_line()
    {
        string shown = new UnifiedDiff(Edits.Unchecked(Edits.Bytes("[x]\r\n"), d => d.Append(new SectionName(SectionKind.Other, "y")))).ToText(SecretMask.OfConfig);

        Assert.Equal("--- config\n+++ config\n@@ -1,1 +1,4 @@\n [x]\n+\n+[y]\n+# managed by LeappSso\n", shown);
    }

    /// <summary>Changes of all kinds: additions, other regions, removals, and files of which nothing stays.</summary>
    private static IEnumerable<FileChange> RandomChanges(int files)
    {
        foreach (byte[] before in RandomFile.Some(files).Select(Edits.Bytes))
        {
            foreach (Edits edits in Edits.All)
            {
                foreach (FileChange change in Changes(edits, before))
                {
                    yield return change;
                }
            }
        }
    }

    private static IEnumerable<FileChange> Changes(Edits edits, byte[] before)
    {
        FileChange change;
        try
        {
            change = Edits.Change(before, d => edits.Add(d, "one", "eu-central-1"));
        }
        catch (LeappException)
        {
            yield break;
        }

        yield return change;
        yield return Edits.Unchecked(change.After, d => edits.Add(d, "one", "ap-south-2"));
        yield return Edits.Unchecked(change.After, d => d.Remove(new HashSet<IniSection>(d.Sections.Where((_, i) => i % 2 == 0))));
    }

    private byte[] Patched(FileChange change)
    {
        string file = Path.Combine(_folder, "file");
        string diff = Path.Combine(_folder, "diff");
        string made = Path.Combine(_folder, "made");
        File.WriteAllBytes(file, change.Before);
        File.WriteAllBytes(diff, new UnifiedDiff(change).ToBytes());
        using Process process = Process.Start(new ProcessStartInfo("patch", ["--binary", "--force", "--fuzz=0", "-o", made, file, diff])
        {
            RedirectStandardOutput = true,
        })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && !said.Contains("offset", StringComparison.Ordinal), said);
        return File.ReadAllBytes(made);
    }
}
