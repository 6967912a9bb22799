namespace LeappSso.Login;

/// <summary>What a login is asked for.</summary>
public static class Scopes
{
    /// <summary>Accounts, roles and their keys. Only with it does the service give a refresh token.</summary>
    public const string AccountAccess = "sso:account:access";

    /// <summary>The scopes of every login of this module.</summary>
    public static IReadOnlyList<string> All { get; } = [AccountAccess];
}
