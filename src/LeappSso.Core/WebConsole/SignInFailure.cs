using LeappSso.Ports;

namespace LeappSso.WebConsole;

/// <summary>The sentences for a console that AWS does not sign in to.</summary>
internal static class SignInFailure
{
    internal static LeappException From(ServiceException failure, ConsoleGoal goal, TimeSpan? duration) => failure.Fault switch
    {
        ServiceFault.Forbidden or ServiceFault.NotFound or ServiceFault.InvalidRequest or ServiceFault.Unauthorized => new LeappException(
            LeappErrorCode.AccessDenied,
            $"AWS does not sign the keys of {goal.Session} in to the console. {failure.Describe()}. "
            + (duration is null
                ? "The role may have been taken from you: Open-LeappConsole without -Federated goes through the portal, which says why."
                : "It refuses a -Duration that is longer than the role allows, and any for keys that one role got from another: leave -Duration out."),
            goal.Name),
        ServiceFault.Throttled or ServiceFault.SlowDown => new LeappException(
            LeappErrorCode.Throttled,
            $"The sign-in of the AWS console answers 429 (too many requests), so {goal.Session} is not signed in. {failure.Describe()}. Try again in a minute.",
            goal.Name),
        ServiceFault.NotAnAwsAnswer => new LeappException(
            LeappErrorCode.NotAnAwsAnswer,
            $"The answer to signing {goal.Session} in to the console is not from AWS. {failure.Describe()}. A proxy or a Wi-Fi login page may stand"
            + " between; open any web page to see, then try again.",
            goal.Name),
        ServiceFault.Incomplete => new LeappException(
            LeappErrorCode.CredentialsInvalid,
            $"AWS answered without a sign-in token for {goal.Session}. {failure.Describe()}. Try again.",
            goal.Name),
        _ => new LeappException(
            LeappErrorCode.PortalUnavailable,
            $"The console of {goal.Session} could not be signed in to. {failure.Describe()}. {failure.Remedy}",
            goal.Name),
    };
}
