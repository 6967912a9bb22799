using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

public sealed class NastyFileTests
{
    public static IEnumerable<object[]> Changeable => WithEditors(NastyFiles.Changeable.Keys);

    public static IEnumerable<object[]> Refused => WithEditors(NastyFiles.Refused.Keys);

    public static TheoryData<string> Ours => [.. NastyFiles.Ours.Keys];

    [Theory]
    [MemberData(nameof(Changeable))]
    public void What_is_added_stands_at_the_end_and_goes_without_a_trace(string editor, string file)
    {
        Edits edits = Edits.All.Single(e => e.Name == editor);
        (string before, string gap, string end) = NastyFiles.Changeable[file];

        byte[] added = edits.Added(Edits.Bytes(before));

        Assert.Equal(before + gap + edits.Block("one", "eu-central-1").Replace("\n", end, StringComparison.Ordinal), Edits.Text(added));
        Assert.Equal(before, Edits.Text(edits.Removed(added, "one")));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_some_tool_misreads_is_refused_with_its_line(string editor, string file)
    {
        Edits edits = Edits.All.Single(e => e.Name == editor);
        (string before, int line, string reason) = NastyFiles.Refused[file];

        LeappException refusal = Assert.Throws<LeappException>(() => edits.Added(Edits.Bytes(before)));

        Assert.Equal(LeappErrorCode.AwsFileInvalid, refusal.Code);
        Assert.Contains($", line {line}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void What_people_made_of_our_section_stays(string file)
    {
        (string before, string changed, string removed) = NastyFiles.Ours[file];

        Assert.Equal(changed, Edits.Text(Edits.Change(Edits.Bytes(before), SetRegion).After));
        Assert.Equal(removed, Edits.Text(Edits.OfConfig.Removed(Edits.Bytes(before), "one")));
    }

    [Theory]
    [InlineData("[profile \"one\"]", 1)]
    [InlineData("[profile 'one']", 1)]
    [InlineData(" [profile one]", 1)]
    [InlineData("[profile\tone]", 1)]
    [InlineData("# mine\n[profile  one ] ; words", 2)]
    public void A_profile_of_another_spelling_is_found_and_not_added_again(string header, int line)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => Edits.OfConfig.Added(Edits.Bytes(header + "\nregion = x\n")));

        Assert.Equal(LeappErrorCode.ProfileInUse, refusal.Code);
        Assert.Contains($", line {line}: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[profile one]\n# managed by LeappSso\nsso_session = acme\n  region = x\n", 4)]
    [InlineData("[profile one]\n# managed by LeappSso\n  sso_session = acme\n  [profile two]\n  region = x\n", 4)]
    [InlineData("[profile one]\n# managed by LeappSso\nregion = x\n\u00c2\u00a0y = 1\n", 4)]
    public void Where_indentation_gives_two_meanings_nothing_is_changed(string before, int line)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => Edits.OfConfig.Added(Edits.Bytes(before)));

        Assert.Equal(LeappErrorCode.AwsFileInvalid, refusal.Code);
        Assert.Contains($", line {line}: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_changed_safely_may_still_be_read_and_left_as_it_is()
    {
        byte[] broken = Edits.Bytes("[default]\njust words\n[profile b]\nregion = x\n");

        FileChange change = Edits.Change(broken, d => Edits.OfConfig.Remove(d, ["one"]));

        Assert.False(change.IsChange);
        Assert.Equal("x", change.Document.Find(SectionKind.Profile, "b")?["region"]);
    }

    private static IEnumerable<object[]> WithEditors(IEnumerable<string> files) => files.SelectMany(f => Edits.All.Select(e => new object[] { e.Name, f }));

    private static void SetRegion(IniDocument document) => document.Find(SectionKind.Profile, "one")!.Set("region", "new", document.NewLine);
}
