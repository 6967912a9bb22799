using LeappSso.Login;

namespace LeappSso.Core.Tests.Login;

public sealed class AwsRegionTests
{
    [Theory]
    [InlineData("eu-west-1", "eu-west-1")]
    [InlineData(" EU-West-1 ", "eu-west-1")]
    [InlineData("us-gov-west-1", "us-gov-west-1")]
    [InlineData("eusc-de-east-1", "eusc-de-east-1")]
    [InlineData("us-isob-east-1", "us-isob-east-1")]
    [InlineData("eu-west-99", "eu-west-99")]
    public void A_code_of_the_right_shape_is_accepted(string typed, string code)
    {
        Assert.Equal(code, AwsRegion.Parse(typed));
    }

    [Theory]
    [InlineData("Ireland")]
    [InlineData("")]
    [InlineData("eu_west_1")]
    [InlineData("x y")]
    [InlineData("eu-west-1a")]
    [InlineData("eu-west-1\n[evil]")]
    [InlineData("eu-west-١")]
    [InlineData("\u001b[2J")]
    public void Anything_else_is_refused_with_an_example(string typed)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => AwsRegion.Parse(typed));

        Assert.DoesNotContain(refusal.Message, char.IsControl);

        Assert.Equal(LeappErrorCode.InvalidRegion, refusal.Code);
        Assert.Contains("eu-west-1 for Ireland", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1", true)]
    [InlineData("eu-west-99", false)]
    public void Known_regions_are_told_from_well_formed_ones(string code, bool known)
    {
        Assert.Equal(known, AwsRegion.IsKnown(code));
    }
}
