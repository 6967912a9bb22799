using LeappSso.Views;

namespace LeappSso.Core.Tests.Views;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Grüße, 生産 アカウント, 🚀, مرحبا")]
    public void An_ordinary_name_stays_as_it_is(string name) => Assert.Equal(name, CellText.Of(name));

    [Theory]
    [InlineData("a\u001b[31mred", "a\\u001b[31mred")]
    [InlineData("a\u001b]0;title\u0007", "a\\u001b]0;title\\u0007")]
    [InlineData("a\u009b2J", "a\\u009b2J")]
    [InlineData("one\r\ntwo", "one\\u000d\\u000atwo")]
    [InlineData("abc\u202edcba", "abc\\u202edcba")]
    [InlineData("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff")]
    [InlineData("a\u2028b\u2029c", "a\\u2028b\\u2029c")]
    [InlineData("tag\U000e0041", "tag\\ue0041")]
    public void What_steers_or_hides_is_written(string name, string shown) => Assert.Equal(shown, CellText.Of(name));

    [Theory]
    [InlineData("a\ufffeb", "a\\ufffeb")]
    [InlineData("a\uffffb", "a\\uffffb")]
    [InlineData("\ufdd0", "\\ufdd0")]
    public void What_is_no_character_is_written(string name, string shown)
    {
        Assert.Equal(shown, CellText.Of(name));
        Assert.Contains(shown, new LeappException(LeappErrorCode.AccessDenied, name).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_shows_a_name_that_steers_the_terminal_as_what_it_is() =>
        Assert.Equal("no 'a\\u001b[2J'\nhere", new LeappException(LeappErrorCode.SessionNotFound, "no 'a\u001b[2J'\nhere").Message);

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\ufffdb", CellText.Of("a\ud83db"));

    [Fact]
    public void An_accent_is_joined_with_its_letter() => Assert.Equal("caf\u00e9", CellText.Of("cafe\u0301"));

    [Fact]
    public void Lines_stay_where_they_are_meant() => Assert.Equal("one\ntwo\\u001b", CellText.OfLines("one\ntwo\u001b"));

    [Fact]
    public void Nothing_is_nothing()
    {
        Assert.Null(CellText.Of(null));
        Assert.Null(CellText.OfLines(null));
    }
}
