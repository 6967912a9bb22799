using LeappSso.Calls;
using LeappSso.Ports;

namespace LeappSso.Mapping;

/// <summary>The sentences for a listing, or an account in it, that failed.</summary>
internal static class ListingFailure
{
    /// <summary>Whether a failure leaves the rest of the listing possible.</summary>
    internal static bool ConcernsOneAccount(ServiceFault fault) =>
        fault is ServiceFault.Forbidden or ServiceFault.NotFound or ServiceFault.Unavailable or ServiceFault.InvalidRequest;

    internal static LeappException OneAccount(ServiceException failure, PortalAccount account, string integration)
    {
        string name = account.Name is { Length: > 0 } known ? $"{account.Id} ({VisibleText.Of(known)})" : account.Id;
        return failure.Fault is ServiceFault.Forbidden or ServiceFault.NotFound
            ? new LeappException(
                LeappErrorCode.AccessDenied,
                $"AWS does not let you list the roles of account {name} of '{integration}'. {failure.Describe()}."
                + " What was known of it is kept; the other accounts are not concerned.",
                account.Id)
            : new LeappException(
                LeappErrorCode.PortalUnavailable,
                $"The roles of account {name} of '{integration}' could not be listed. {failure.Describe()}."
                + " What was known of it is kept; run the command again to complete the listing.",
                account.Id);
    }

    internal static LeappException Whole(ServiceException failure, string integration) => failure.Fault switch
    {
        ServiceFault.Throttled => new LeappException(
            LeappErrorCode.Throttled,
            $"The portal of '{integration}' has answered nothing but 429 (too many requests) for"
            + $" {CallPolicy.ThrottlePatience.TotalSeconds:0} seconds. {failure.Describe()}. What was listed is kept; try again in a minute.",
            integration),
        ServiceFault.NotAnAwsAnswer => new LeappException(
            LeappErrorCode.NotAnAwsAnswer,
            $"The answer to listing '{integration}' is not from AWS. {failure.Describe()}."
            + " A proxy or a Wi-Fi login page may stand between; open any web page to see, then try again. What was listed is kept.",
            integration),
        ServiceFault.Forbidden or ServiceFault.NotFound => new LeappException(
            LeappErrorCode.AccessDenied,
            $"AWS does not let you list the accounts of '{integration}'. {failure.Describe()}. Ask who administers the portal.",
            integration),
        _ => new LeappException(
            LeappErrorCode.PortalUnavailable,
            $"Listing '{integration}' failed. {failure.Describe()}. What was listed is kept. {failure.Remedy}",
            integration),
    };
}
