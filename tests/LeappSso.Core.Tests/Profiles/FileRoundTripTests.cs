using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>What holds for every file, whatever is in it.</summary>
public sealed partial class FileRoundTripTests
{
    private static readonly int s_files = Cases.Of(10_000);

    public static TheoryData<string> Editors => [.. Edits.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Editors))]
    public void A_file_is_refused_with_its_line_or_keeps_every_foreign_byte(string editor)
    {
        Edits edits = Edits.All.Single(e => e.Name == editor);
        int changed = 0;
        RandomFile.Any.Sample(
            text =>
            {
                byte[] before = Edits.Bytes(text);
                Assert.Equal(before, IniDocument.Parse(before).ToBytes());
                if (Refusal(() => edits.Added(before)) is { } refusal)
                {
                    CheckRefusal(edits, text, refusal);
                    return;
                }

                Interlocked.Increment(ref changed);
                CheckAdding(edits, before);
                CheckRemoving(edits, before);
            },
            iter: s_files);

        Assert.InRange(changed, s_files / 4, s_files * 9 / 10);
    }

    private static void CheckAdding(Edits edits, byte[] before)
    {
        byte[] added = edits.Added(before);
        FileLines.AssertKept(edits, before, added);
        Assert.Equal(added, edits.Added(added));
        Assert.Null(IniCheck.Find(added, IniDocument.Parse(added), "config"));
        Assert.Equal(FileLines.Meaning(edits, before), FileLines.Meaning(edits, added));

        byte[] moved = edits.Added(added, region: "ap-south-2");
        FileLines.AssertKept(edits, before, moved);
        FileLines.AssertOnlyRegionDiffers(added, moved);
        Assert.Equal(added, edits.Added(moved));
    }

    private static void CheckRemoving(Edits edits, byte[] before)
    {
        byte[] added = edits.Added(before);
        bool alone = !IniDocument.Parse(before).Sections.Any(edits.IsOurs);
        bool one = Refusal(() => edits.Added(added, "two")) is not null;
        byte[] both = one ? added : edits.Added(added, "two");
        if (!alone && Refusal(() => edits.Removed(both, "two", "one")) is not null)
        {
            // What people made of sections of ours can be such that nothing can be taken out of it.
            return;
        }

        byte[] removed = edits.Removed(both, "two", "one");
        FileLines.AssertKept(edits, before, removed);
        Assert.DoesNotContain(IniDocument.Parse(removed).Sections, edits.IsOurs);
        Assert.Equal(removed, edits.Removed(removed, "one", "two"));
        if (alone)
        {
            Assert.Equal(before, removed);
            Assert.Equal(before, edits.Removed(edits.Removed(both, "one"), "two"));
            Assert.Equal(before, edits.Removed(edits.Removed(both, "two"), "one"));
        }
    }

    private static void CheckRefusal(Edits edits, string text, LeappException refusal)
    {
        Match line = LineNumber().Match(refusal.Message);
        Assert.True(line.Success, refusal.Message);
        int number = int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture);
        string[] lines = FileLines.Split(text);
        Assert.True(number >= 1 && number <= lines.Length, refusal.Message);
        IniLine told = IniDocument.Parse(Edits.Bytes(text)).Lines.ElementAt(number - 1);
        if (refusal.Code == LeappErrorCode.ProfileInUse)
        {
            Assert.True(told.Kind == IniLineKind.Header && edits.Sections.Contains(SectionName.Parse(told.Key)), refusal.Message);
        }
        else if (refusal.Message.Contains("belongs to the key above", StringComparison.Ordinal))
        {
            Assert.True(told.Kind == IniLineKind.Continuation, refusal.Message);
        }
        else if (refusal.Message.Contains("indentation", StringComparison.Ordinal))
        {
            // A line end of a single CR before an empty line is the other thing that can be in the way.
            Assert.True(
                text.Replace("\r\n", "\n", StringComparison.Ordinal).Contains('\r', StringComparison.Ordinal)
                || (told.Kind != IniLineKind.Blank && told.Text[0] is ' ' or '\t' or '\v' or '\u00c2' or '\u00e3'),
                refusal.Message);
        }
        else if (!text.Contains('\0', StringComparison.Ordinal))
        {
            // What lies above the line is no reason, and the line alone is enough of one. That a file is binary is told at its beginning.
            Assert.Null(CheckOf(string.Concat(lines.Take(number - 1))));
            Assert.Equal(refusal.Message, CheckOf(string.Concat(lines.Take(number)))?.Message);
        }
    }

    private static LeappException? CheckOf(string text) => IniCheck.Find(Edits.Bytes(text), IniDocument.Parse(Edits.Bytes(text)), "config");

    private static LeappException? Refusal(Func<byte[]> change)
    {
        try
        {
            change();
            return null;
        }
        catch (LeappException refusal)
        {
            return refusal;
        }
    }

    [GeneratedRegex(@", line ([0-9]+):")]
    private static partial Regex LineNumber();
}
