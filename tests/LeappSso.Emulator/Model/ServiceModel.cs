namespace LeappSso.Emulator;

/// <summary>The operations as botocore's service models sso and sso-oidc of 2019-06-10 describe them, and the pages.</summary>
internal static class ServiceModel
{
    public const string BearerHeader = "x-amz-sso_bearer_token";

    private static readonly OperationModel[] s_operations =
    [
        new(Operation.RegisterClient, Service.Oidc, "POST", "/client/register", BodyFormat.Json,
            new("clientName", true), new("clientType", true), new("scopes", Type: MemberType.TextList),
            new("redirectUris", Type: MemberType.TextList), new("grantTypes", Type: MemberType.TextList),
            new("issuerUrl"), new("entitledApplicationArn")),
        new(Operation.StartDeviceAuthorization, Service.Oidc, "POST", "/device_authorization", BodyFormat.Json,
            new("clientId", true), new("clientSecret", true), new("startUrl", true)),
        new(Operation.CreateToken, Service.Oidc, "POST", "/token", BodyFormat.Json,
            new("clientId", true), new("clientSecret", true), new("grantType", true), new("deviceCode"), new("code"),
            new("refreshToken"), new("scope", Type: MemberType.TextList), new("redirectUri"), new("codeVerifier")),
        new(Operation.ListAccounts, Service.Portal, "GET", "/assignment/accounts", BodyFormat.None,
            new("max_result", Type: MemberType.PageSize), new("next_token")),
        new(Operation.ListAccountRoles, Service.Portal, "GET", "/assignment/roles", BodyFormat.None,
            new("account_id", true, MemberType.AccountId), new("max_result", Type: MemberType.PageSize), new("next_token")),
        new(Operation.GetRoleCredentials, Service.Portal, "GET", "/federation/credentials", BodyFormat.None,
            new("role_name", true), new("account_id", true, MemberType.AccountId)),
        new(Operation.Logout, Service.Portal, "POST", "/logout", BodyFormat.None),
        new(Operation.GetCallerIdentity, Service.Sts, "POST", "/", BodyFormat.Form, new("Action", true), new("Version", true)),
        new(Operation.AssumeRole, Service.Sts, "POST", "/", BodyFormat.Form,
            new("Action", true), new("Version", true), new("RoleArn", true), new("RoleSessionName", true), new("ExternalId"),
            new("DurationSeconds")),
        new(Operation.Authorize, Service.Page, "GET", "/authorize", BodyFormat.None,
            new("response_type", true), new("client_id", true), new("redirect_uri", true), new("state", true),
            new("code_challenge_method", true), new("code_challenge", true), new("scopes")),
        new(Operation.Authorize, Service.Page, "POST", "/authorize", BodyFormat.Form,
            new("request", true), new("decision", true)),
        new(Operation.Device, Service.Page, "GET", "/device", BodyFormat.None, new Member("user_code")),
        new(Operation.Device, Service.Page, "POST", "/device", BodyFormat.Form,
            new("user_code", true), new("decision", true)),
        new(Operation.Start, Service.Page, "GET", "/start", BodyFormat.None),
        new(Operation.Start, Service.Page, "GET", "/start/", BodyFormat.None),
        new(Operation.Start, Service.Page, "GET", "/", BodyFormat.None),
        // IAM user guide, "Enable custom identity broker access to the AWS console"; the live endpoint takes a GET too.
        new(Operation.GetSigninToken, Service.Page, "POST", "/federation", BodyFormat.Form,
            new("Action", true), new("Session", true), new("SessionDuration")),
        new(Operation.ConsoleLogin, Service.Page, "GET", "/federation", BodyFormat.None,
            new("Action", true), new("Issuer"), new("Destination", true), new("SigninToken", true)),
    ];

    private static readonly Dictionary<(string Method, string Path), OperationModel> s_byRoute =
        s_operations.DistinctBy(operation => (operation.Method, operation.Path)).ToDictionary(operation => (operation.Method, operation.Path));

    /// <summary>The operation of STS that a form asks for; null if it is none that is emulated.</summary>
    public static OperationModel? FindAction(string action, string version) => version == "2011-06-15"
        ? Array.Find(s_operations, operation => operation.Service == Service.Sts && operation.Operation.ToString() == action)
        : null;

    public static OperationModel? Find(string method, string path) => s_byRoute.GetValueOrDefault((method, path));
}
