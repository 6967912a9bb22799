using LeappSso.Mapping;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Mapping;

public sealed class ListingFailureTests
{
    [Theory]
    [InlineData(ServiceFault.Throttled, LeappErrorCode.Throttled, "The portal of 'acme' has answered nothing but 429 (too many requests) for 30 seconds. ", " What was listed is kept; try again in a minute.")]
    [InlineData(ServiceFault.NotAnAwsAnswer, LeappErrorCode.NotAnAwsAnswer, "The answer to listing 'acme' is not from AWS. ", " A proxy or a Wi-Fi login page may stand between; open any web page to see, then try again. What was listed is kept.")]
    [InlineData(ServiceFault.Forbidden, LeappErrorCode.AccessDenied, "AWS does not let you list the accounts of 'acme'. ", " Ask who administers the portal.")]
    [InlineData(ServiceFault.NotFound, LeappErrorCode.AccessDenied, "AWS does not let you list the accounts of 'acme'. ", " Ask who administers the portal.")]
    [InlineData(ServiceFault.Unavailable, LeappErrorCode.PortalUnavailable, "Listing 'acme' failed. ", " What was listed is kept. Check the network, then try again.")]
    public void The_end_of_a_listing_says_why_what_stays_and_what_to_do(ServiceFault fault, LeappErrorCode code, string begin, string end)
    {
        LeappException failure = ListingFailure.Whole(new ServiceException(fault, "ListAccounts", "that is what it said"), "acme");

        Assert.Equal((code, "acme"), (failure.Code, failure.Target));
        AssertSays(failure, begin, "ListAccounts: that is what it said", end);
    }

    [Theory]
    [InlineData(ServiceFault.Forbidden, LeappErrorCode.AccessDenied, "prod\u001b", "AWS does not let you list the roles of account 000000000001 (prod\\u001b) of 'acme'. ", " What was known of it is kept; the other accounts are not concerned.")]
    [InlineData(ServiceFault.NotFound, LeappErrorCode.AccessDenied, "", "AWS does not let you list the roles of account 000000000001 of 'acme'. ", " What was known of it is kept; the other accounts are not concerned.")]
    [InlineData(ServiceFault.Unavailable, LeappErrorCode.PortalUnavailable, null, "The roles of account 000000000001 of 'acme' could not be listed. ", " What was known of it is kept; run the command again to complete the listing.")]
    public void An_account_that_fails_is_named_with_what_becomes_of_it(ServiceFault fault, LeappErrorCode code, string? name, string begin, string end)
    {
        LeappException failure = ListingFailure.OneAccount(
            new ServiceException(fault, "ListAccountRoles", "that is what it said"), new PortalAccount("000000000001", name, null), "acme");

        Assert.Equal((code, "000000000001"), (failure.Code, failure.Target));
        AssertSays(failure, begin, "ListAccountRoles: that is what it said", end);
    }

    [Fact]
    public void An_error_of_AWS_itself_is_not_looked_for_in_the_network()
    {
        LeappException failure = ListingFailure.Whole(new ServiceException(ServiceFault.Unavailable, "ListAccounts", "no") { StatusCode = 500 }, "acme");

        Assert.EndsWith("(HTTP 500). What was listed is kept. Try again in a minute.", failure.Message, StringComparison.Ordinal);
    }

    private static void AssertSays(LeappException failure, string begin, string said, string end)
    {
        Assert.StartsWith(begin, failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(end, failure.Message, StringComparison.Ordinal);
    }
}
