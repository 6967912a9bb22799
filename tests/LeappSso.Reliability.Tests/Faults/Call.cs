namespace LeappSso.Reliability.Tests;

/// <summary>The calls that commands make; those for a token by what they show for it.</summary>
internal enum Call
{
    RegisterClient,
    StartDeviceAuthorization,
    CreateTokenByCode,
    CreateTokenByDevice,
    CreateTokenByRefresh,
    ListAccounts,
    ListAccountRoles,
    GetRoleCredentials,
    Logout,
    AssumeRole,
    GetSigninToken,
    /// <summary>The call of Test-LeappSso, which the login service refuses.</summary>
    Probe,
}
