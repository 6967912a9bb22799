namespace LeappSso.Emulator;

/// <summary>Errors in the shape of the service that answers.</summary>
internal static class ServiceError
{
    /// <summary>An error of the portal; the type prefix is the one the live service uses.</summary>
    public static Answer Portal(int status, string type, string message) =>
        Answer.Json(status, (type, message), static (json, error) =>
        {
            json.WriteString("message", error.message);
            json.WriteString("__type", "com.amazonaws.switchboard.portal#" + error.type);
        }) with { ErrorType = type };

    /// <summary>An OAuth error of sso-oidc; <paramref name="code"/> as in RFC 6749 and RFC 8628.</summary>
    public static Answer Oidc(string code, string? description = null)
    {
        (int status, string type) = code switch
        {
            "invalid_client" => (401, "InvalidClientException"),
            "server_error" => (500, "InternalServerException"),
            _ => (400, ExceptionName(code)),
        };
        return Answer.Json(status, (code, description), static (json, error) =>
        {
            json.WriteString("error", error.code);
            json.WriteString("error_description", error.description);
        }) with { ErrorType = type };
    }

    public static Answer Sts(int status, string code, string message) => Answer.Xml(status, $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>Sender</Type>
            <Code>{code}</Code>
            <Message>{message}</Message>
          </Error>
          <RequestId>{Guid.NewGuid()}</RequestId>
        </ErrorResponse>
        """);

    /// <summary>What the service answers to a request that departs from the model.</summary>
    public static Answer Malformed(OperationModel? model, string reason) => (model?.Service ?? Service.Portal) switch
    {
        Service.Oidc => Oidc("invalid_request", reason),
        Service.Sts => Sts(400, "ValidationError", System.Net.WebUtility.HtmlEncode(reason)),
        Service.Page => PortalPages.Problem(400, "This request is not valid", reason),
        _ => Portal(400, "InvalidRequestException", reason),
    } with { Deviation = reason };

    /// <summary>The error a service sends with this status.</summary>
    public static Answer ForStatus(Service service, int status, string? code)
    {
        if (service == Service.Oidc)
        {
            Answer answer = Oidc(code ?? OidcCode(status));
            return answer with { Status = status };
        }

        string type = code ?? PortalType(status);
        return service switch
        {
            Service.Sts => Sts(status, type, "Injected by the emulator"),
            Service.Page => PortalPages.Problem(status, type, "Injected by the emulator"),
            _ => Portal(status, type, status == 429 ? "HTTP 429 Unknown Code" : "Injected by the emulator"),
        };
    }

    private static string OidcCode(int status) => status switch
    {
        401 => "invalid_client",
        403 => "access_denied",
        429 => "slow_down",
        >= 500 => "server_error",
        _ => "invalid_request",
    };

    private static string PortalType(int status) => status switch
    {
        400 => "InvalidRequestException",
        401 => "UnauthorizedException",
        403 => "ForbiddenException",
        404 => "ResourceNotFoundException",
        429 => "TooManyRequestsException",
        503 => "ServiceUnavailableException",
        _ => "InternalServerException",
    };

    /// <summary>slow_down is SlowDownException, and so on.</summary>
    private static string ExceptionName(string code) =>
        string.Concat(code.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Exception";
}
