namespace LeappSso.Emulator;

/// <summary>What a request to the emulator is counted, delayed, throttled and disturbed as.</summary>
public enum Operation
{
    /// <summary>No operation of the model: always a malformed request.</summary>
    Unknown,
    RegisterClient,
    StartDeviceAuthorization,
    CreateToken,
    ListAccounts,
    ListAccountRoles,
    GetRoleCredentials,
    Logout,
    GetCallerIdentity,
    AssumeRole,
    /// <summary>The consent page of the authorization code grant.</summary>
    Authorize,
    /// <summary>The page where a person enters a user code.</summary>
    Device,
    /// <summary>The start page of the access portal.</summary>
    Start,
    /// <summary>Keys for a token that signs in to the console.</summary>
    GetSigninToken,
    /// <summary>The page that signs a browser in to the console.</summary>
    ConsoleLogin,
}
