using LeappSso.Login;

namespace LeappSso.Core.Tests.Login;

public sealed class ServiceHostsTests
{
    [Theory]
    [InlineData("portal.sso.eu-west-1.amazonaws.com", true)]
    [InlineData("oidc.eu-west-1.api.aws", true)]
    [InlineData("oidc-fips.us-gov-west-1.amazonaws.com", true)]
    [InlineData("sts.amazonaws.com", true)]
    [InlineData("sts.cn-north-1.amazonaws.com.cn", true)]
    [InlineData("vpce-1234-abcd.sts.eu-west-1.vpce.amazonaws.com", true)]
    [InlineData("signin.aws.amazon.com", true)]
    [InlineData("eu-west-1.signin.aws.amazon.com", true)]
    [InlineData("signin.amazonaws-us-gov.com", true)]
    [InlineData("sts.evil.example", false)]
    [InlineData("sts.s3.eu-west-1.amazonaws.com", false)]
    [InlineData("vpce-1234.evil.amazonaws.com", false)]
    [InlineData("evil.signin.aws.amazon.com.evil.example", false)]
    public void A_host_of_AWS_is_a_service_a_private_way_to_one_or_the_sign_in(string host, bool ofAws) => Assert.Equal(ofAws, ServiceHosts.AreOfAws(host));

    [Fact]
    public void The_variables_are_those_of_the_services_that_are_called_and_the_one_for_all() => Assert.Equal(
        ["AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SIGNIN", "AWS_ENDPOINT_URL"],
        ServiceHosts.Variables);
}
