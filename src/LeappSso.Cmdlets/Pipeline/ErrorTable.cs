using System.Management.Automation;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>The one place where an engine exception becomes an error record.</summary>
internal static class ErrorTable
{
    internal static ErrorRecord ToRecord(LeappException exception) =>
        new(exception, exception.Code.ToString(), CategoryOf(exception.Code), exception.Target);

    private static ErrorCategory CategoryOf(LeappErrorCode code) => code switch
    {
        LeappErrorCode.NotLoggedIn or LeappErrorCode.LoginDenied or LeappErrorCode.LoginFailed => ErrorCategory.AuthenticationError,
        LeappErrorCode.LoginTimeout => ErrorCategory.OperationTimeout,
        LeappErrorCode.InvalidPortalUrl or LeappErrorCode.InvalidRegion or LeappErrorCode.InvalidAlias
            or LeappErrorCode.InvalidProfileName or LeappErrorCode.InvalidRoleArn or LeappErrorCode.InvalidSessionName or LeappErrorCode.InvalidDestination
            or LeappErrorCode.InvalidExternalId or LeappErrorCode.InvalidDuration => ErrorCategory.InvalidArgument,
        LeappErrorCode.IntegrationNotFound or LeappErrorCode.SessionNotFound or LeappErrorCode.CheckNotFound
            or LeappErrorCode.ImportSourceNotFound => ErrorCategory.ObjectNotFound,
        LeappErrorCode.IntegrationExists or LeappErrorCode.SessionExists or LeappErrorCode.ProfileInUse => ErrorCategory.ResourceExists,
        LeappErrorCode.IntegrationAmbiguous or LeappErrorCode.SessionAmbiguous
            or LeappErrorCode.NothingToChange or LeappErrorCode.InvalidCombination => ErrorCategory.InvalidArgument,
        LeappErrorCode.AccessDenied => ErrorCategory.PermissionDenied,
        LeappErrorCode.SessionOfPortal or LeappErrorCode.SessionHasChildren or LeappErrorCode.ChainTooLong => ErrorCategory.InvalidOperation,
        LeappErrorCode.Throttled => ErrorCategory.LimitsExceeded,
        LeappErrorCode.PortalUnavailable => ErrorCategory.ConnectionError,
        LeappErrorCode.IdentityMismatch or LeappErrorCode.RemovalRefused => ErrorCategory.SecurityError,
        LeappErrorCode.NotAnAwsAnswer => ErrorCategory.ProtocolError,
        LeappErrorCode.CredentialsInvalid or LeappErrorCode.AwsFileInvalid or LeappErrorCode.WorkspaceInvalid
            or LeappErrorCode.ImportSourceInvalid => ErrorCategory.InvalidData,
        LeappErrorCode.MethodNotAvailable => ErrorCategory.NotImplemented,
        LeappErrorCode.BrowserUnavailable => ErrorCategory.DeviceError,
        LeappErrorCode.AwsFileReadOnly => ErrorCategory.WriteError,
        LeappErrorCode.WorkspaceNewer => ErrorCategory.NotInstalled,
        LeappErrorCode.Locked => ErrorCategory.ResourceBusy,
        LeappErrorCode.WorkerFailed or LeappErrorCode.TerminalUnavailable or LeappErrorCode.TokenStoreNotAvailable => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.NotSpecified,
    };
}
