using LeappSso.Login;

namespace LeappSso.Core.Tests.Login;

public sealed class PortalAddressTests
{
    [Theory]
    [InlineData("https://d-1234567890.awsapps.com/start", "https://d-1234567890.awsapps.com/start")]
    [InlineData("https://d-1234567890.awsapps.com/start#/", "https://d-1234567890.awsapps.com/start")]
    [InlineData("https://d-1234567890.awsapps.com/start/#", "https://d-1234567890.awsapps.com/start")]
    [InlineData("https://d-1234567890.awsapps.com/start/#/", "https://d-1234567890.awsapps.com/start")]
    [InlineData("https://acme.awsapps.com/start/", "https://acme.awsapps.com/start")]
    [InlineData("  https://ACME.awsapps.com/start\u00a0\r\n", "https://acme.awsapps.com/start")]
    [InlineData("https://acme.awsapps.com:443/start", "https://acme.awsapps.com/start")]
    [InlineData("acme.awsapps.com", "https://acme.awsapps.com/start")]
    [InlineData("d-1234567890.awsapps.com/start", "https://d-1234567890.awsapps.com/start")]
    [InlineData("start.us-gov-home.awsapps.com/directory/d-1234567890", "https://start.us-gov-home.awsapps.com/directory/d-1234567890")]
    [InlineData("https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/acme", "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/acme")]
    [InlineData("https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws", "https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws")]
    [InlineData("https://ssoins-1234567890abcdef.eu-west-1.portal.amazonaws.com/", "https://ssoins-1234567890abcdef.eu-west-1.portal.amazonaws.com")]
    [InlineData("https://identitycenter.us-gov.amazonaws.com/ssoins-1234567890abcdef", "https://identitycenter.us-gov.amazonaws.com/ssoins-1234567890abcdef")]
    [InlineData("https://identitycenter.amazonaws.eu/ssoins-1234567890abcdef", "https://identitycenter.amazonaws.eu/ssoins-1234567890abcdef")]
    [InlineData("https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu", "https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu")]
    [InlineData("https://identitycenter.amazonaws.com.cn/ssoins-1234567890abcdef", "https://identitycenter.amazonaws.com.cn/ssoins-1234567890abcdef")]
    [InlineData("https://identitycenter.amazonaws.com/ssoins-1234567890abcdef", "https://identitycenter.amazonaws.com/ssoins-1234567890abcdef")]
    [InlineData("https://acme.identitycenter.amazonaws.com/ssoins-1234567890abcdef", "https://acme.identitycenter.amazonaws.com/ssoins-1234567890abcdef")]
    [InlineData("https://ssoins-1234567890abcdef.cn-north-1.portal.amazonaws.com.cn", "https://ssoins-1234567890abcdef.cn-north-1.portal.amazonaws.com.cn")]
    [InlineData("https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn", "https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn")]
    [InlineData("https://ssoins-1234567890abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu", "https://ssoins-1234567890abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu")]
    [InlineData("https://start.home.awsapps.cn/directory/acme", "https://start.home.awsapps.cn/directory/acme")]
    [InlineData("https://start.cn-north-1.home.awsapps.cn/directory/acme", "https://start.cn-north-1.home.awsapps.cn/directory/acme")]
    [InlineData("http://127.0.0.1:8080/start/", "http://127.0.0.1:8080/start")]
    public void A_portal_address_is_made_canonical(string typed, string canonical)
    {
        Assert.Equal(canonical, PortalAddress.Parse(typed).Url);
    }

    [Theory]
    [InlineData("https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws", "eu-west-1")]
    [InlineData("https://ssoins-1234567890abcdef.eu-west-1.portal.amazonaws.com", "eu-west-1")]
    [InlineData("https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu", "eusc-de-east-1")]
    [InlineData("https://ssoins-1234567890abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu", "eusc-de-east-1")]
    [InlineData("https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn", "cn-north-1")]
    [InlineData("https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/acme", "us-gov-west-1")]
    [InlineData("https://start.us-gov-home.awsapps.com/directory/acme", null)]
    [InlineData("https://acme.awsapps.com/start", null)]
    public void The_region_is_read_from_hosts_that_name_it(string address, string? region)
    {
        Assert.Equal(region, PortalAddress.Parse(address).RegionInHost);
    }

    [Theory]
    [InlineData("https://myapps.idp.example/signin/0000-1111?tenantId=2222", "does not belong to AWS")]
    [InlineData("https://acme.awsapps.com.evil.example/start", "does not belong to AWS")]
    [InlineData("https://evilawsapps.com/start", "does not belong to AWS")]
    [InlineData("http://acme.awsapps.com/start", "must begin with https")]
    [InlineData("ftp://acme.awsapps.com/start", "must begin with https")]
    [InlineData("javascript:alert(1)", "not a web address")]
    [InlineData("https://user:secret@acme.awsapps.com/start", "user name or password")]
    [InlineData("https://acme.awsapps.com/start\u200b", "U+200B) at position 31")]
    [InlineData("https://acme.awsapps.com/st\u001bart", "U+001B")]
    [InlineData("https://acme.awsapps.com/start or so", "U+0020")]
    [InlineData("acme", "acme.awsapps.com/start")]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    public void Anything_else_is_refused_with_the_real_reason(string typed, string reason)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => PortalAddress.Parse(typed));

        Assert.Equal(LeappErrorCode.InvalidPortalUrl, refusal.Code);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Theory]
    [InlineData("evil.s3.amazonaws.com")]
    [InlineData("evil.s3.eu-west-1.amazonaws.com")]
    [InlineData("portal.s3.amazonaws.com")]
    [InlineData("identitycenter.s3.amazonaws.com")]
    [InlineData("identitycenter.s3-eu-west-1.amazonaws.com")]
    [InlineData("evil.identitycenter.s3.eu-west-1.amazonaws.com")]
    [InlineData("identitycenter.eu-west-1.elb.amazonaws.com")]
    [InlineData("portal.eu-west-1.elb.amazonaws.com")]
    [InlineData("abc123.execute-api.eu-west-1.amazonaws.com")]
    [InlineData("evil.s3.cn-north-1.amazonaws.com.cn")]
    [InlineData("evil.s3.eusc-de-east-1.amazonaws.eu")]
    [InlineData("evil.portal.eusc-de-east-1.api.evil.amazonwebservices.eu")]
    [InlineData("portal.amazonaws.com")]
    public void A_host_that_everybody_can_have_under_a_domain_of_AWS_needs_to_be_asked_for(string host)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => PortalAddress.Parse($"https://{host}/start"));

        Assert.Equal(LeappErrorCode.InvalidPortalUrl, refusal.Code);
        Assert.Contains(
            $"The host {host} is under a domain of AWS where everybody can have one, and not among the hosts of access portals (-Force accepts it as a company's own domain).",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.False(PortalAddress.Parse($"https://{host}/start", acceptForeignHost: true).IsAwsOwned);
    }

    [Theory]
    [InlineData("https://user:secret@acme.awsapps.com/start")]
    [InlineData("http://user:secret@acme.awsapps.com/start")]
    [InlineData("ftp://user:secret@acme.awsapps.com")]
    [InlineData("https://user:secret@acme.awsapps.com/st art")]
    [InlineData("user:secret@acme.awsapps.com/start")]
    [InlineData("://user:secret@")]
    [InlineData("https://user:se@cret:secret@")]
    public void A_refusal_does_not_repeat_a_password_whatever_else_is_wrong(string typed)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => PortalAddress.Parse(typed));

        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{refusal.Target}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:secret@acme.awsapps.com/start", "https://...@acme.awsapps.com/start")]
    [InlineData("user:secret@acme.awsapps.com/start", "...@acme.awsapps.com/start")]
    [InlineData("@acme.awsapps.com/st art", "...@acme.awsapps.com/st art")]
    [InlineData("://user:secret@x", "://...@x")]
    [InlineData("ftp://acme.awsapps.com", "ftp://acme.awsapps.com")]
    [InlineData("https://acme.awsapps.com/st art", "https://acme.awsapps.com/st art")]
    public void A_refusal_shows_what_was_typed_but_for_the_user(string typed, string shown)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => PortalAddress.Parse(typed));

        Assert.Equal(shown, refusal.Target);
        Assert.StartsWith($"'{shown}' is not an AWS access portal URL. ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws", true)]
    [InlineData("https://acme.awsapps.com/start", false)]
    [InlineData("https://aws.acme.example/start", false)]
    public void The_newer_portals_have_a_login_service_with_a_name_of_its_own(string url, bool dualStack) =>
        Assert.Equal(dualStack, PortalAddress.NeedsDualStack(url));

    [Fact]
    public void An_unknown_shape_on_a_host_of_AWS_is_a_warning_only()
    {
        PortalAddress address = PortalAddress.Parse("https://portal.new-thing.app.aws/x");

        Assert.Equal("https://portal.new-thing.app.aws/x", address.Url);
        Assert.Equal(
            "https://portal.new-thing.app.aws/x is on a host of AWS but has no shape of an access portal known here; it is used as it is.", address.Warning);
    }

    [Theory]
    [InlineData("https://acme.awsapps.com/start")]
    [InlineData("https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws")]
    [InlineData("http://127.0.0.1:8080/x")]
    [InlineData("https://aws.acme.example/x")]
    public void A_known_shape_this_machine_and_a_company_domain_need_no_warning(string typed) =>
        Assert.Null(PortalAddress.Parse(typed, acceptForeignHost: true).Warning);

    [Fact]
    public void A_company_domain_is_accepted_when_asked_for()
    {
        Assert.Contains(
            "perhaps it is the address of your identity provider, or of a company's own domain: -Force accepts that",
            Assert.Throws<LeappException>(() => PortalAddress.Parse("https://aws.acme.example/start")).Message,
            StringComparison.Ordinal);

        PortalAddress address = PortalAddress.Parse("https://aws.acme.example/start/", acceptForeignHost: true);

        Assert.Equal("https://aws.acme.example/start", address.Url);
        Assert.False(address.IsAwsOwned);
    }

    [Fact]
    public void A_domain_in_another_script_is_kept_as_the_network_and_AWS_files_know_it()
    {
        PortalAddress address = PortalAddress.Parse("https://sso.b\u00fccher.example/start", acceptForeignHost: true);

        Assert.Equal("https://sso.xn--bcher-kva.example/start", address.Url);
        Assert.Equal("sso.xn--bcher-kva.example", address.Host);
    }

    [Theory]
    [InlineData("https://\ufffd.awsapps.com/start")]
    [InlineData("p.\u2017")]
    [InlineData("https://\u00b4.")]
    public void A_host_that_is_no_text_is_none(string typed) =>
        Assert.Equal(LeappErrorCode.InvalidPortalUrl, Assert.Throws<LeappException>(() => PortalAddress.Parse(typed, acceptForeignHost: true)).Code);

    [Theory]
    [InlineData("https://acme.awsapps.com/start", "https://ACME.awsapps.com/start/#/", true)]
    [InlineData("https://acme.awsapps.com/start", "https://acme.awsapps.com/START", false)]
    [InlineData("https://acme.awsapps.com/start", "not an address", false)]
    [InlineData("not an address", "not an address", true)]
    [InlineData("https://aws.acme.example/start", "https://AWS.acme.example/start/", true)]
    public void Two_spellings_of_one_portal_are_the_same(string left, string right, bool same)
    {
        Assert.Equal(same, PortalAddress.SamePortal(left, right));
    }
}
