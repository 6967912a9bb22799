using System.Globalization;
using LeappSso.Views;

namespace LeappSso.Core.Tests.Views;

public sealed class TimeTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.001, "0 s", "0s")]
    [InlineData(59, "59 s", "59s")]
    [InlineData(59.999, "59 s", "59s")]
    [InlineData(60, "1 min", "1m")]
    [InlineData(59.5 * 60, "59 min", "59m")]
    [InlineData(3599.9, "59 min", "59m")]
    [InlineData(3600, "1 h", "1h")]
    [InlineData(3659, "1 h", "1h")]
    [InlineData(3660, "1 h 1 min", "1h1m")]
    [InlineData(7 * 3600, "7 h", "7h")]
    [InlineData((9 * 3600) + (59 * 60), "9 h 59 min", "9h59m")]
    [InlineData(10 * 3600, "10 h", "10h")]
    [InlineData((23 * 3600) + (59 * 60), "23 h", "23h")]
    [InlineData(24 * 3600, "24 h", "24h")]
    [InlineData((48 * 3600) - 1, "47 h", "47h")]
    [InlineData(48 * 3600, "2 d", "2d")]
    [InlineData(90.0 * 24 * 3600, "90 d", "90d")]
    public void Time_left_is_rounded_down(double seconds, string words, string shortText)
    {
        Assert.Equal(words, TimeText.InWords(s_now.AddSeconds(seconds), s_now));
        Assert.Equal(shortText, TimeText.ForPrompt(s_now.AddSeconds(seconds), s_now));
    }

    [Theory]
    [InlineData(0, "expired 0 s ago")]
    [InlineData(-1, "expired 1 s ago")]
    [InlineData(-60, "expired 1 min ago")]
    [InlineData(-180, "expired 3 min ago")]
    [InlineData(-59.5 * 60, "expired 59 min ago")]
    [InlineData(-200 * 60, "expired 3 h ago")]
    [InlineData(-26 * 3600, "expired 26 h ago")]
    [InlineData(-50 * 3600, "expired 2 d ago")]
    public void What_is_past_says_since_when(double seconds, string words)
    {
        Assert.Equal(words, TimeText.InWords(s_now.AddSeconds(seconds), s_now));
        Assert.Equal("expired", TimeText.ForPrompt(s_now.AddSeconds(seconds), s_now));
    }

    [Fact]
    public void What_does_not_end_has_no_words()
    {
        Assert.Null(TimeText.InWords(null, s_now));
        Assert.Null(TimeText.ForPrompt(null, s_now));
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void The_words_are_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("7 h 5 min", TimeText.InWords(s_now.AddMinutes(425).ToOffset(TimeSpan.FromHours(9)), s_now));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
