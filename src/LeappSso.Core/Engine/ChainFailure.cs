using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The sentences for keys of chained sessions that could not be had.</summary>
internal static class ChainFailure
{
    internal static LeappException From(ServiceException failure, SessionPlace place, ChainEntry chain, object target)
    {
        string what = $"{VisibleText.Of(chain.RoleArn)} for {place.Id}";
        return failure.Fault switch
        {
            ServiceFault.Forbidden or ServiceFault.NotFound => new LeappException(
                LeappErrorCode.AccessDenied,
                $"{VisibleText.Of(chain.Parent)} may not assume {what}. {failure.Describe()}. The trust policy of the role must let it in"
                + (chain.ExternalId is null ? " (if it demands an external id, add the session with -ExternalId)" : " with the external id of the session")
                + ", and the parent must be allowed sts:AssumeRole on it.",
                target),
            ServiceFault.Throttled or ServiceFault.SlowDown => new LeappException(
                LeappErrorCode.Throttled,
                $"STS answers that there are too many requests, so {what} was not assumed. {failure.Describe()}. Try again in a minute.",
                target),
            ServiceFault.NotAnAwsAnswer => new LeappException(
                LeappErrorCode.NotAnAwsAnswer,
                $"The answer to assuming {what} is not from AWS. {failure.Describe()}. A proxy or a Wi-Fi login page may stand between; open any web page"
                + " to see, then try again.",
                target),
            ServiceFault.Unauthorized or ServiceFault.InvalidRequest or ServiceFault.Incomplete => new LeappException(
                LeappErrorCode.CredentialsInvalid,
                $"AWS gives no keys of {what} by the keys of {VisibleText.Of(chain.Parent)}. {failure.Describe()}."
                + (failure.Fault == ServiceFault.Unauthorized ? " Compare the clock of this machine, then try again." : " Nothing was kept."),
                target),
            _ => new LeappException(
                LeappErrorCode.PortalUnavailable,
                $"STS could not be asked for {what}. {failure.Describe()}. {failure.Remedy}",
                target),
        };
    }
}
