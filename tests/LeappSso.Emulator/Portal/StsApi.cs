using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>
/// GetCallerIdentity and AssumeRole of STS. Of the former the signature is not verified, only whose keys made it. All callers have keys
/// of a role, so whatever they assume is role chaining.
/// </summary>
internal sealed partial class StsApi(EmulatorOptions options, EmulatorClock clock, RoleKeyIssuer keys, TrustPolicies trust)
{
    private const int ShortestLife = 900;
    private const int LongestLife = 3600;

    public Answer Handle(ServiceRequest request)
    {
        if (RequestSignature.Of(request.Context.Request) is not { } signature)
        {
            return ServiceError.Sts(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        if (keys.Find(signature.AccessKeyId) is not { } caller
            || request.Context.Request.Headers["X-Amz-Security-Token"] != caller.SessionToken)
        {
            return ServiceError.Sts(
                403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }

        if (caller.ExpiresAt <= clock.Now)
        {
            return ServiceError.Sts(403, "ExpiredToken", "The security token included in the request is expired");
        }

        return request.Model!.Operation == Operation.GetCallerIdentity ? Identity(caller)
            : signature.IsMadeWith(caller.SecretAccessKey, request.Context.Request, request.Body ?? "") ? AssumeRole(request, caller)
            : ServiceError.Sts(
                403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");
    }

    private Answer AssumeRole(ServiceRequest request, RoleKeys caller)
    {
        string arn = request.Required("RoleArn");
        string session = request.Required("RoleSessionName");
        Match role = Role().Match(arn);
        if (!role.Success)
        {
            return ServiceError.Sts(400, "ValidationError", $"{arn} is invalid");
        }

        if (!SessionName().IsMatch(session) || request.Text("ExternalId") is { Length: < 2 })
        {
            return ServiceError.Sts(400, "ValidationError", "1 validation error detected: Member must satisfy regular expression pattern");
        }

        if (!int.TryParse(request.Text("DurationSeconds") ?? "3600", NumberStyles.None, CultureInfo.InvariantCulture, out int life) || life < ShortestLife)
        {
            return ServiceError.Sts(
                400, "ValidationError",
                "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
        }

        if (life > LongestLife)
        {
            return ServiceError.Sts(
                400, "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        return trust.Allows(arn, request.Text("ExternalId"))
            ? Assumed(keys.IssueAssumed(role.Groups["account"].Value, role.Groups["name"].Value, session, TimeSpan.FromSeconds(life)))
            : ServiceError.Sts(
                403, "AccessDenied", $"User: {Arn(caller)} is not authorized to perform: sts:AssumeRole on resource: {arn}");
    }

    private Answer Assumed(RoleKeys issued) => Answer.Xml(200, $"""
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleResult>
            <AssumedRoleUser>
              <AssumedRoleId>{RoleId(issued)}:{issued.SessionName}</AssumedRoleId>
              <Arn>{Arn(issued)}</Arn>
            </AssumedRoleUser>
            <Credentials>
              <AccessKeyId>{issued.AccessKeyId}</AccessKeyId>
              <SecretAccessKey>{issued.SecretAccessKey}</SecretAccessKey>
              <SessionToken>{issued.SessionToken}</SessionToken>
              <Expiration>{clock.Reported(issued.ExpiresAt).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}</Expiration>
            </Credentials>
          </AssumeRoleResult>
          <ResponseMetadata>
            <RequestId>{Guid.NewGuid()}</RequestId>
          </ResponseMetadata>
        </AssumeRoleResponse>
        """);

    private Answer Identity(RoleKeys caller) => Answer.Xml(200, $"""
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>{Arn(caller)}</Arn>
            <UserId>{RoleId(caller)}:{caller.SessionName ?? options.UserName}</UserId>
            <Account>{caller.AccountId}</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata>
            <RequestId>{Guid.NewGuid()}</RequestId>
          </ResponseMetadata>
        </GetCallerIdentityResponse>
        """);

    private string Arn(RoleKeys caller)
    {
        string role = caller.SessionName is null
            ? $"AWSReservedSSO_{caller.RoleName}_{Convert.ToHexStringLower(Hash(caller), 0, 8)}"
            : caller.RoleName;
        return $"arn:aws:sts::{caller.AccountId}:assumed-role/{role}/{caller.SessionName ?? options.UserName}";
    }

    private static string RoleId(RoleKeys caller) => "AROA" + Convert.ToHexString(Hash(caller), 8, 8);

    private static byte[] Hash(RoleKeys caller) => SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.AccountId}/{caller.RoleName}"));

    [GeneratedRegex(@"^arn:aws(-[a-z]+)*:iam::(?<account>[0-9]{12}):role/([!-~]+/)?(?<name>[\w+=,.@-]{1,64})$")]
    private static partial Regex Role();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}$")]
    private static partial Regex SessionName();
}
