using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

public sealed class NameGuessTests
{
    private static readonly string[] s_known = ["acme-production", "acme-staging", "sandbox", "ab"];

    [Theory]
    [InlineData("acme-prodution", " Did you mean 'acme-production'?")]
    [InlineData("ACME-PRODUCTOIN", " Did you mean 'acme-production'?")]
    [InlineData("sandbx", " Did you mean 'sandbox'?")]
    [InlineData("Sandboxx", " Did you mean 'sandbox'?")]
    [InlineData("production", " Did you mean 'acme-production'?")]
    [InlineData("acme", " Did you mean 'acme-production' or 'acme-staging'?")]
    [InlineData("ba", " Did you mean 'ab'?")]
    [InlineData("nothing-like-it", "")]
    [InlineData("xy", "")]
    [InlineData("ax", "")]
    [InlineData("a", "")]
    [InlineData("abc", " Did you mean 'ab'?")]
    public void A_slip_finds_the_name_that_was_meant(string typed, string says) => Assert.Equal(says, NameGuess.Of(typed, s_known));

    [Fact]
    public void Only_the_nearest_names_are_told_and_three_at_most()
    {
        Assert.Equal(" Did you mean 'team-1', 'team-10' or 'team-12'?", NameGuess.Of("team-1x", ["team-12", "team-1", "team-10", "team-13", "TEAM-1", "other"]));
        Assert.Equal(" Did you mean 'acme/0001/ReadOnly'?", NameGuess.Of("acme/0001/ReadOnyl", ["acme/0001/ReadOnly", "acme/0002/ReadOnly"]));
    }

    [Fact]
    public void A_known_name_steers_no_terminal() => Assert.DoesNotContain('\u001b', NameGuess.Of("ared", ["a\u001bred"]));
}
