namespace LeappSso;

/// <summary>Whether an integration has a login.</summary>
public enum LeappIntegrationStatus
{
    /// <summary>There is no token.</summary>
    Offline,
    /// <summary>There is a token that is neither valid nor can be renewed without a person.</summary>
    Expired,
    /// <summary>There is a token that is valid, or can be renewed without a person.</summary>
    Online,
}

/// <summary>Whether a session can be used by other programs.</summary>
public enum LeappSessionStatus
{
    /// <summary>Nothing is written for it.</summary>
    Inactive,
    /// <summary>Other programs can use it by its profile name.</summary>
    Active,
    /// <summary>It was active, and its keys have expired.</summary>
    Expired,
}

/// <summary>How a session is made usable for other programs.</summary>
public enum LeappMethod
{
    /// <summary>A profile with an sso-session in the AWS config; programs renew their keys by themselves and no key is on disk.</summary>
    SsoProfile,
    /// <summary>A profile in the AWS config that names a program, which gives programs keys of the session whenever they ask; no key is in the AWS files.</summary>
    CredentialProcess,
    /// <summary>The keys themselves in the AWS credentials file, until they expire or the session is stopped.</summary>
    CredentialsFile,
    /// <summary>The keys in the environment variables of this process and of the programs it starts; nothing is in the AWS files.</summary>
    Environment,
}

/// <summary>Where the login of an integration, and what comes by it, is kept.</summary>
public enum LeappTokenStore
{
    /// <summary>The login cache that AWS CLI and the SDKs share, so that one login serves them all.</summary>
    Shared,
    /// <summary>The memory of one PowerShell session; nothing of it is on the disk, and it ends with the session.</summary>
    Memory,
    /// <summary>The store for secrets of the platform: Data Protection of Windows, Keychain of macOS, Secret Service of Linux.</summary>
    Platform,
}

/// <summary>How a person logs in.</summary>
public enum LeappLoginMethod
{
    /// <summary>The browser where one can be reached from here, else the device code.</summary>
    Auto,
    /// <summary>The browser of this machine: authorization code with PKCE (RFC 7636).</summary>
    Browser,
    /// <summary>A code to type in a browser anywhere: device authorization grant (RFC 8628).</summary>
    DeviceCode,
}

/// <summary>How keys are given.</summary>
public enum LeappCredentialFormat
{
    /// <summary>As objects.</summary>
#pragma warning disable CA1720 // It is the word for it in PowerShell.
    Object,
#pragma warning restore CA1720
    /// <summary>As the JSON text that AWS tools expect of an external credential program.</summary>
    CredentialProcess,
    /// <summary>As the statements of a shell that put them into its environment variables.</summary>
    Environment,
}

/// <summary>A shell, by how its statements are written.</summary>
public enum LeappShell
{
    /// <summary>PowerShell, of any version and system.</summary>
    PowerShell,
    /// <summary>Bash, and every shell that reads POSIX sh: zsh, dash, ksh.</summary>
    Bash,
    /// <summary>The command prompt of Windows.</summary>
    Cmd,
}
