using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Login;

public sealed class LoginFailureTests
{
    private static readonly LoginGoal s_goal = new("acme", "https://acme.awsapps.com/start", "eu-west-1");

    [Theory]
    [InlineData(ServiceFault.Unavailable, LeappErrorCode.PortalUnavailable, "did not answer as it should", "Check the network and proxy, and that the region is right")]
    [InlineData(ServiceFault.Throttled, LeappErrorCode.Throttled, "asks to slow down", "Try again in a minute")]
    [InlineData(ServiceFault.SlowDown, LeappErrorCode.Throttled, "asks to slow down", "Try again in a minute")]
    [InlineData(ServiceFault.NotAnAwsAnswer, LeappErrorCode.NotAnAwsAnswer, "is not from AWS", "A proxy or a Wi-Fi login page may stand between")]
    [InlineData(ServiceFault.Incomplete, LeappErrorCode.NotAnAwsAnswer, "is not from AWS", "A proxy or a Wi-Fi login page may stand between")]
    [InlineData(ServiceFault.InvalidRequest, LeappErrorCode.LoginFailed, "refused the login of 'acme' to https://acme.awsapps.com/start in region eu-west-1", "Most often the region is not the one the portal is administered in")]
    [InlineData(ServiceFault.InvalidClient, LeappErrorCode.LoginFailed, "refused the login", "try the d-… address")]
    public void It_says_what_failed_what_AWS_said_and_what_to_do(ServiceFault fault, LeappErrorCode code, string what, string advice)
    {
        LeappException failure = LoginFailure.From(new ServiceException(fault, "CreateToken", "that is what it said"), s_goal);

        Assert.Equal((code, "acme"), (failure.Code, failure.Target));
        Assert.Contains("'acme'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        Assert.Contains("CreateToken", failure.Message, StringComparison.Ordinal);
        Assert.Contains("that is what it said", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, " Try again in a minute.")]
    [InlineData(503, " Try again in a minute.")]
    [InlineData(408, " Check the network and proxy, and that the region is right, then try again.")]
    [InlineData(null, " Check the network and proxy, and that the region is right, then try again.")]
    public void An_error_of_AWS_itself_is_not_looked_for_in_the_network(int? status, string end)
    {
        LeappException failure = LoginFailure.From(new ServiceException(ServiceFault.Unavailable, "CreateToken", "no") { StatusCode = status }, s_goal);

        Assert.EndsWith(end, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "was denied in the browser. Run Connect-LeappSso acme to try again, and choose Allow.")]
    [InlineData("  ", "was denied in the browser. Run Connect-LeappSso acme to try again, and choose Allow.")]
    [InlineData("not today\u001b", "was denied in the browser (not today\\u001B). Run Connect-LeappSso acme to try again, and choose Allow.")]
    public void A_denial_gives_the_reason_that_the_browser_brought(string? description, string end)
    {
        LeappException failure = LoginFailure.Denied(s_goal, description);

        Assert.Equal((LeappErrorCode.LoginDenied, "acme"), (failure.Code, failure.Target));
        Assert.Equal($"The login of 'acme' {end}", failure.Message, ignoreCase: true);
    }

    [Fact]
    public void A_login_that_was_not_finished_names_what_gives_more_time()
    {
        LeappException failure = LoginFailure.From(new ServiceException(ServiceFault.ExpiredCode, "CreateToken", "gone"), s_goal);

        Assert.Equal((LeappErrorCode.LoginTimeout, "acme"), (failure.Code, failure.Target));
        Assert.Equal(
            "The login of 'acme' was not finished in the browser in time. Run Connect-LeappSso acme to start again"
            + " (-TimeoutSec gives more time, -UseDeviceCode logs in by a code on any device).",
            failure.Message);
    }

    [Fact]
    public void A_denied_renewal_does_not_blame_the_browser()
    {
        LeappException failure = LoginFailure.RenewalDenied(s_goal, new ServiceException(ServiceFault.Denied, "CreateToken", "no more"));

        Assert.Equal((LeappErrorCode.LoginDenied, "acme"), (failure.Code, failure.Target));
        Assert.Contains("denied the renewal of the login of 'acme'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no more", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Connect-LeappSso acme -Force", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ask the administrator", failure.Message, StringComparison.Ordinal);
    }
}
