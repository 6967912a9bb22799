namespace LeappSso.Core.Tests.Views;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData(500, "a", 500, "a")]
    [InlineData(501, "a", 503, "a...")]
    [InlineData(500, "\u00AD", 503, "...")]
    [InlineData(100, "\u001b", 503, "...")]
    public void No_text_is_longer_than_it_may_be_however_it_is_written_out(int times, string character, int length, string end)
    {
        string shown = VisibleText.Of(string.Concat(Enumerable.Repeat(character, times)));

        Assert.Equal(length, shown.Length);
        Assert.EndsWith(end, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_cut_ends_with_a_whole_character()
    {
        string shown = VisibleText.Of("a\u001b" + string.Concat(Enumerable.Repeat("\U0001F511", 248)));

        Assert.Equal(502, shown.Length);
        Assert.EndsWith("\U0001F511...", shown, StringComparison.Ordinal);
    }
}
