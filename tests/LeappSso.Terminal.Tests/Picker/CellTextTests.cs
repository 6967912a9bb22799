using CsCheck;

namespace LeappSso.Terminal.Tests.Picker;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Zürich 本番 🚀 e\u0301", "Zürich 本番 🚀 e\u0301")]
    [InlineData("a\u001b[2Jb", "a\ufffd[2Jb")]
    [InlineData("a\r\nb\tc\u0007", "a\ufffd\ufffdb\ufffdc\ufffd")]
    [InlineData("a\u202egnp", "a\ufffdgnp")]
    [InlineData("a\u2028b", "a\ufffdb")]
    [InlineData("\u009b31m", "\ufffd31m")]
    public void What_steers_a_terminal_or_hides_is_replaced(string text, string clean) => Assert.Equal(clean, CellText.Clean(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\ufffd", CellText.Clean("a\ud83d"));

    [Theory]
    [InlineData("abc", 5, "abc  ")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab~")]
    [InlineData("本番系", 4, "本~ ")]
    [InlineData("本番系", 5, "本番~")]
    [InlineData("abc", 1, "~")]
    [InlineData("abc", 0, "")]
    public void A_text_takes_exactly_so_many_cells(string text, int width, string fitted) => Assert.Equal(fitted, CellText.Fit(text, width, "~"));

    [Fact]
    public void Whatever_the_text_it_fits() =>
        Gen.String[Gen.Char["ab本\u0301\ud83d\ude80\u001b ー"], 0, 20].Select(Gen.Int[0, 25])
            .Sample((text, width) => CellText.Width(CellText.Fit(CellText.Clean(text), width, "~")) == width);
}
