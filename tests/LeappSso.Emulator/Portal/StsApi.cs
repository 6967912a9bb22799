using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>GetCallerIdentity of STS. The signature is not verified, only whose keys made it.</summary>
internal sealed partial class StsApi(EmulatorOptions options, EmulatorClock clock, RoleKeyIssuer keys)
{
    public Answer Handle(ServiceRequest request)
    {
        if (request.Required("Action") != "GetCallerIdentity" || request.Required("Version") != "2011-06-15")
        {
            return ServiceError.Malformed(request.Model, $"STS: {request.Required("Action")} is not emulated");
        }

        IHeaderDictionary headers = request.Context.Request.Headers;
        Match signature = Signature().Match(headers.Authorization.ToString());
        if (!signature.Success)
        {
            return ServiceError.Sts(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        if (keys.Find(signature.Groups["key"].Value) is not { } caller
            || headers["X-Amz-Security-Token"] != caller.SessionToken)
        {
            return ServiceError.Sts(
                403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }

        return caller.ExpiresAt > clock.Now
            ? Identity(caller)
            : ServiceError.Sts(403, "ExpiredToken", "The security token included in the request is expired");
    }

    private Answer Identity(RoleKeys caller)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.AccountId}/{caller.RoleName}"));
        string role = $"AWSReservedSSO_{caller.RoleName}_{Convert.ToHexStringLower(hash, 0, 8)}";
        return Answer.Xml(200, $"""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult>
                <Arn>arn:aws:sts::{caller.AccountId}:assumed-role/{role}/{options.UserName}</Arn>
                <UserId>AROA{Convert.ToHexString(hash, 8, 8)}:{options.UserName}</UserId>
                <Account>{caller.AccountId}</Account>
              </GetCallerIdentityResult>
              <ResponseMetadata>
                <RequestId>{Guid.NewGuid()}</RequestId>
              </ResponseMetadata>
            </GetCallerIdentityResponse>
            """);
    }

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<key>[A-Z0-9]+)/")]
    private static partial Regex Signature();
}
