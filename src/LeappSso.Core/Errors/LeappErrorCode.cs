namespace LeappSso;

/// <summary>What went wrong. The name of each member is the error id that PowerShell shows, and part of the public contract.</summary>
public enum LeappErrorCode
{
    /// <summary>There is no usable login for the integration.</summary>
    NotLoggedIn,
    /// <summary>The person, or the identity provider, refused the login.</summary>
    LoginDenied,
    /// <summary>The login was not finished in time, or its code expired.</summary>
    LoginTimeout,
    /// <summary>The service refused the login request itself, for example because the region is wrong.</summary>
    LoginFailed,
    /// <summary>The text is not the address of an AWS access portal.</summary>
    InvalidPortalUrl,
    /// <summary>The text does not have the shape of an AWS region code.</summary>
    InvalidRegion,
    /// <summary>The alias is not made of the allowed characters.</summary>
    InvalidAlias,
    /// <summary>No integration has that alias.</summary>
    IntegrationNotFound,
    /// <summary>The alias is taken by an integration with another portal or region.</summary>
    IntegrationExists,
    /// <summary>Several integrations could be meant.</summary>
    IntegrationAmbiguous,
    /// <summary>No session matches.</summary>
    SessionNotFound,
    /// <summary>Several sessions could be meant.</summary>
    SessionAmbiguous,
    /// <summary>A chained session with that name is there already, and is another one.</summary>
    SessionExists,
    /// <summary>The session comes from the portal, so it cannot be removed: the next listing would bring it back.</summary>
    SessionOfPortal,
    /// <summary>Chained sessions get their keys by this session, so it is not removed alone.</summary>
    SessionHasChildren,
    /// <summary>The text is not the ARN of an IAM role that can be assumed here.</summary>
    InvalidRoleArn,
    /// <summary>The name of a chained session is not made of the allowed characters.</summary>
    InvalidSessionName,
    /// <summary>The external id is not made of the characters, or not of the length, that AWS takes.</summary>
    InvalidExternalId,
    /// <summary>The duration is shorter or longer than AWS allows.</summary>
    InvalidDuration,
    /// <summary>Too many sessions stand between a chained session and the portal.</summary>
    ChainTooLong,
    /// <summary>The service refuses access to an account or a role.</summary>
    AccessDenied,
    /// <summary>The service answered 429 (too many requests) and did not recover.</summary>
    Throttled,
    /// <summary>The service cannot be reached or fails.</summary>
    PortalUnavailable,
    /// <summary>The profile or sso-session name is taken by a section that this module did not write.</summary>
    ProfileInUse,
    /// <summary>The profile name has characters that not every AWS tool can read.</summary>
    InvalidProfileName,
    /// <summary>The login belongs to somebody who has none of the known accounts.</summary>
    IdentityMismatch,
    /// <summary>A listing would remove most of the known sessions.</summary>
    RemovalRefused,
    /// <summary>The answer did not come from AWS: a proxy, a captive portal or a wrong address.</summary>
    NotAnAwsAnswer,
    /// <summary>The service answered without usable keys.</summary>
    CredentialsInvalid,
    /// <summary>The activation method cannot be used here.</summary>
    MethodNotAvailable,
    /// <summary>The platform's store for secrets cannot be used here, or stays locked.</summary>
    TokenStoreNotAvailable,
    /// <summary>The AWS config or credentials file cannot be read safely.</summary>
    AwsFileInvalid,
    /// <summary>The AWS config or credentials file, or its folder, cannot be written.</summary>
    AwsFileReadOnly,
    /// <summary>The workspace file is damaged.</summary>
    WorkspaceInvalid,
    /// <summary>The workspace file was written by a newer version of this module.</summary>
    WorkspaceNewer,
    /// <summary>No check of Test-LeappSso has that name.</summary>
    CheckNotFound,
    /// <summary>A command that changes settings was given none.</summary>
    NothingToChange,
    /// <summary>Parameters were given that do not go together.</summary>
    InvalidCombination,
    /// <summary>The text names no page of the AWS console of that session.</summary>
    InvalidDestination,
    /// <summary>No browser could be opened, or it did not fetch what waited for it.</summary>
    BrowserUnavailable,
    /// <summary>There is no file to take settings over from.</summary>
    ImportSourceNotFound,
    /// <summary>The file to take settings over from cannot be read.</summary>
    ImportSourceInvalid,
    /// <summary>Another process holds a file for too long.</summary>
    Locked,
    /// <summary>A PowerShell that was to run a block for a session could not be started or used, or ended in the middle.</summary>
    WorkerFailed,
    /// <summary>Sessions were to be picked where no person is at a terminal.</summary>
    TerminalUnavailable,
}
