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

    [Fact]
    public void A_refusal_of_keys_does_not_show_them()
    {
        LeappException refusal = Assert.Throws<LeappException>(() => SectionText.DemandSecret("se cret", "acme/000000000001/Admin"));

        Assert.Equal(LeappErrorCode.CredentialsInvalid, refusal.Code);
        Assert.Contains("acme/000000000001/Admin", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", refusal.Message, StringComparison.Ordinal);
    }
}
