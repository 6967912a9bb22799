using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

public sealed class SectionTextTests
{
    [Fact]
    public void A_refusal_shows_what_it_refuses_without_a_character_that_steers_or_hides()
    {
        const string Nasty = "prod\u202Edorp\u001b[2J\u200B";

        LeappException[] refusals =
        [
            Assert.Throws<LeappException>(() => SectionText.DemandName(Nasty, LeappErrorCode.InvalidProfileName, "a profile name")),
            Assert.Throws<LeappException>(() => SectionText.DemandValue(Nasty, LeappErrorCode.InvalidRegion, "a region")),
            Assert.Throws<LeappException>(() => SectionText.DemandLine(Nasty, LeappErrorCode.MethodNotAvailable, "a command")),
        ];

        Assert.All(refusals, r => Assert.StartsWith(@"'prod\u202edorp\u001b[2J\u200b' cannot be written into an AWS file as a ", r.Message, StringComparison.Ordinal));
        Assert.All(refusals, r => Assert.Equal(Nasty, r.Target));
    }

    [Theory]
    [InlineData("Az09_-@+.%:/", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a#b", false)]
    [InlineData("\u00e9", false)]
    public void A_name_has_the_characters_that_every_SDK_reads(string text, bool good) => Demand(
        () => SectionText.DemandName(text, LeappErrorCode.InvalidProfileName, "a profile name"), good,
        LeappErrorCode.InvalidProfileName, "Use letters, digits and _ - @ + . % : / only.");

    [Theory]
    [InlineData("!a~", true)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("a\u001f", false)]
    public void A_value_is_one_word_of_visible_ASCII(string text, bool good) => Demand(
        () => SectionText.DemandValue(text, LeappErrorCode.InvalidRegion, "a region"), good,
        LeappErrorCode.InvalidRegion, "It must not be empty or have blanks, control characters or characters beyond ASCII.");

    [Theory]
    [InlineData("/opt/tool --x \u00e9 a#b a;b", true)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    [InlineData("a #b", false)]
    [InlineData("a ;b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u007fb", false)]
    public void A_line_can_neither_be_ended_nor_cut(string text, bool good) => Demand(
        () => SectionText.DemandLine(text, LeappErrorCode.MethodNotAvailable, "a command"), good,
        LeappErrorCode.MethodNotAvailable, "It must not be empty or have control characters, ' #' or ' ;'.");

    [Theory]
    [InlineData("!AZaz09+/=~", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    public void Keys_are_one_word_of_visible_ASCII(string text, bool good) => Demand(
        () => SectionText.DemandSecret(text, "acme/000000000001/Admin"), good,
        LeappErrorCode.CredentialsInvalid, "AWS answered with keys of acme/000000000001/Admin that cannot be written into an AWS file, so they were not.");

    private static void Demand(Action demand, bool good, LeappErrorCode code, string says)
    {
        if (good)
        {
            demand();
            return;
        }

        LeappException refusal = Assert.Throws<LeappException>(demand);
        Assert.Equal(code, refusal.Code);
        Assert.EndsWith(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_of_keys_does_not_show_them()
    {
        LeappException refusal = Assert.Throws<LeappException>(() => SectionText.DemandSecret("se cret", "acme/000000000001/Admin"));

        Assert.Equal(LeappErrorCode.CredentialsInvalid, refusal.Code);
        Assert.Contains("acme/000000000001/Admin", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", refusal.Message, StringComparison.Ordinal);
    }
}
