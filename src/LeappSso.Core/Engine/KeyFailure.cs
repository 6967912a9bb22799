using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The sentences for keys that could not be had.</summary>
internal static class KeyFailure
{
    internal static LeappException From(ServiceException failure, SessionPlace place, object target) => failure.Fault switch
    {
        ServiceFault.Forbidden or ServiceFault.NotFound or ServiceFault.InvalidRequest => new LeappException(
            LeappErrorCode.AccessDenied,
            $"AWS gives no keys for {Name(place)}. {failure.Describe()}. You may have lost the role: Connect-LeappSso {place.Integration.Alias}"
            + " brings the list up to date.",
            target),
        ServiceFault.Throttled or ServiceFault.SlowDown => new LeappException(
            LeappErrorCode.Throttled,
            $"The portal of '{place.Integration.Alias}' answers 429 (too many requests), so there are no keys for {Name(place)}."
            + $" {failure.Describe()}. Try again in a minute.",
            target),
        ServiceFault.NotAnAwsAnswer => new LeappException(
            LeappErrorCode.NotAnAwsAnswer,
            $"The answer to asking for keys for {Name(place)} is not from AWS. {failure.Describe()}. A proxy or a Wi-Fi login page may stand between;"
            + " open any web page to see, then try again.",
            target),
        ServiceFault.Incomplete => new LeappException(
            LeappErrorCode.CredentialsInvalid,
            $"AWS answered without usable keys for {Name(place)}. {failure.Describe()}. Try again; nothing was kept.",
            target),
        _ => new LeappException(
            LeappErrorCode.PortalUnavailable,
            $"The keys for {Name(place)} could not be fetched. {failure.Describe()}. {failure.Remedy}",
            target),
    };

    internal static LeappException Ended(SessionPlace place, object target) => new(
        LeappErrorCode.CredentialsInvalid,
        $"AWS gave keys for {Name(place)} that have already ended. Try again; if it stays so, compare the clock of this machine.",
        target);

    private static string Name(SessionPlace place) => $"{VisibleText.Of(ChainName.Shown(place.Role.Name))} in {place.Account.Id} ({VisibleText.Of(SessionView.NameOf(place.Account))})";
}
