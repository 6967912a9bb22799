using CsCheck;
using LeappSso.Views;

namespace LeappSso.Terminal.Tests.Picker;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("abc", 5, "abc  ")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab~")]
    [InlineData("本番系", 4, "本~ ")]
    [InlineData("本番系", 5, "本番~")]
    [InlineData("abc", 1, "~")]
    [InlineData("abc", 0, "")]
    public void A_text_takes_exactly_so_many_cells(string text, int width, string fitted) => Assert.Equal(fitted, CellWidth.Fit(text, width, "~"));

    [Fact]
    public void Whatever_the_text_it_fits() =>
        Gen.String[Gen.Char["ab本\u0301\ud83d\ude80\u001b ー"], 0, 20].Select(Gen.Int[0, 25])
            .Sample((text, width) => CellWidth.Of(CellWidth.Fit(CellText.Of(text), width, "~")) == width);
}
