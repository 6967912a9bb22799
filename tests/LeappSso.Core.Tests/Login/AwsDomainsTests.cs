using LeappSso.Login;

namespace LeappSso.Core.Tests.Login;

public sealed class AwsDomainsTests
{
    [Theory]
    [InlineData("acme.awsapps.com", "/start", true)]
    [InlineData("acme.awsapps.com", "/other", false)]
    [InlineData("acme.awsapps.com", "", false)]
    [InlineData("start.us-gov-home.awsapps.com", "/directory/acme", true)]
    [InlineData("start.us-gov-home.awsapps.com", "/start", false)]
    [InlineData("portal.new-thing.app.aws", "/directory/acme", false)]
    [InlineData("portal.new-thing.app.aws", "/start", false)]
    [InlineData("ssoins-1234567890abcdef.portal.eu-west-1.app.aws", "", true)]
    [InlineData("identitycenter.amazonaws.com", "/ssoins-1234567890abcdef", true)]
    [InlineData("identitycenter.amazonaws.com", "/", false)]
    [InlineData("identitycenter.amazonaws.com", "", false)]
    public void A_shape_is_known_by_host_and_path(string host, string path, bool known) => Assert.Equal(known, AwsDomains.IsKnownShape(host, path));

    [Theory]
    [InlineData("acme.awsapps.com", true)]
    [InlineData("ACME.AWSAPPS.COM", true)]
    [InlineData("acme.awsapps.cn", true)]
    [InlineData("acme.app.aws", true)]
    [InlineData("x.portal.amazonaws.com", true)]
    [InlineData("x.portal.amazonaws.com.cn", true)]
    [InlineData("x.portal.amazonaws.eu", true)]
    [InlineData(".awsapps.com", false)]
    [InlineData("awsapps.com", false)]
    [InlineData("amazonaws.com", false)]
    public void A_host_is_of_AWS_below_a_whole_label(string host, bool owned) => Assert.Equal(owned, AwsDomains.Owns(host));
}
