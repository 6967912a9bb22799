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
    [InlineData("eu-west-1", "amazonaws.com")]
    [InlineData("us-gov-west-1", "amazonaws.com")]
    [InlineData("cn-north-1", "amazonaws.com.cn")]
    [InlineData("eusc-de-east-1", "amazonaws.eu")]
    [InlineData("us-iso-east-1", "c2s.ic.gov")]
    [InlineData("us-isob-east-1", "sc2s.sgov.gov")]
    [InlineData("us-isof-south-1", "csp.hci.ic.gov")]
    [InlineData("eu-isoe-west-1", "cloud.adc-e.uk")]
    public void A_region_has_the_hosts_of_its_partition(string code, string suffix) => Assert.Equal(suffix, AwsRegion.DnsSuffix(code));

    [Fact]
    public void Of_a_region_that_is_not_known_it_is_said_how_an_error_would_show()
    {
        Assert.Null(AwsRegion.Doubt("eu-west-1", AwsRegion.NoHost));
        Assert.Equal(
            "The region eu-west-99 is not among those this version knows; it is used as it is. If AWS tools find no host, look for a typing error.",
            AwsRegion.Doubt("eu-west-99", AwsRegion.NoHost));
    }

    [Theory]
    [InlineData("eu-west-1", true)]
    [InlineData("eu-west-99", false)]
    public void Known_regions_are_told_from_well_formed_ones(string code, bool known)
    {
        Assert.Equal(known, AwsRegion.IsKnown(code));
    }
}
