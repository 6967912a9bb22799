using LeappSso.Ports;

namespace LeappSso.Login;

/// <summary>The sentences for a login that did not succeed.</summary>
internal static class LoginFailure
{
    internal static LeappException From(ServiceException reason, LoginGoal goal) => reason.Fault switch
    {
        ServiceFault.Denied => Denied(goal, null),
        ServiceFault.ExpiredCode => Timeout(goal),
        ServiceFault.Unavailable => new LeappException(
            LeappErrorCode.PortalUnavailable,
            $"The login of '{goal.Integration}' failed because the service did not answer as it should. {reason.Describe()}."
            + (reason.StatusCode >= 500 ? $" {reason.Remedy}" : " Check the network and proxy, and that the region is right, then try again."),
            goal.Integration),
        ServiceFault.Throttled or ServiceFault.SlowDown => new LeappException(
            LeappErrorCode.Throttled,
            $"The service asks to slow down while logging in to '{goal.Integration}'. {reason.Describe()}. Try again in a minute.",
            goal.Integration),
        ServiceFault.NotAnAwsAnswer or ServiceFault.Incomplete => new LeappException(
            LeappErrorCode.NotAnAwsAnswer,
            $"The answer to the login of '{goal.Integration}' is not from AWS. {reason.Describe()}."
            + " A proxy or a Wi-Fi login page may stand between; open any web page to see, then try again.",
            goal.Integration),
        _ => new LeappException(
            LeappErrorCode.LoginFailed,
            $"AWS refused the login of '{goal.Integration}' to {goal.PortalUrl} in region {goal.Region}. {reason.Describe()}."
            + " Most often the region is not the one the portal is administered in, or the address has changed"
            + " (try the d-… address that the IAM Identity Center console shows). The integration is kept as it is.",
            goal.Integration),
    };

    internal static LeappException Denied(LoginGoal goal, string? description) => new(
        LeappErrorCode.LoginDenied,
        $"The login of '{goal.Integration}' was denied in the browser{(string.IsNullOrWhiteSpace(description) ? string.Empty : $" ({VisibleText.Of(description)})")}."
        + $" Run Connect-LeappSso {goal.Integration} to try again, and choose Allow.",
        goal.Integration);

    internal static LeappException RenewalDenied(LoginGoal goal, ServiceException reason) => new(
        LeappErrorCode.LoginDenied,
        $"AWS denied the renewal of the login of '{goal.Integration}'. {reason.Describe()}. Run Connect-LeappSso {goal.Integration} -Force to log in anew;"
        + " if that is denied too, ask the administrator of IAM Identity Center for access.",
        goal.Integration);

    internal static LeappException Timeout(LoginGoal goal) => new(
        LeappErrorCode.LoginTimeout,
        $"The login of '{goal.Integration}' was not finished in the browser in time. Run Connect-LeappSso {goal.Integration} to start again"
        + " (-TimeoutSec gives more time, -UseDeviceCode logs in by a code on any device).",
        goal.Integration);
}
