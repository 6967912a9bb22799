using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LeappSso.Ports;

namespace LeappSso.Aws;

/// <summary>The security token service over the generated client, one for the keys of each caller.</summary>
internal sealed class StsAdapter(Func<RoleKeys, IAmazonSecurityTokenService> clientOf, Uri address) : ISts
{
    private const string Operation = "AssumeRole";

    /// <inheritdoc/>
    public async Task<RoleKeys> AssumeRoleAsync(RoleKeys caller, AssumeRoleCall request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        AssumeRoleRequest call = new()
        {
            RoleArn = request.RoleArn,
            RoleSessionName = request.SessionName,
            ExternalId = request.ExternalId,
            DurationSeconds = request.DurationSeconds,
        };
        using IAmazonSecurityTokenService client = clientOf(caller);
        AssumeRoleResponse answer = await ServiceFaults.TranslateAsync(
            Operation, address, () => client.AssumeRoleAsync(call, cancellationToken), cancellationToken, ByCode).ConfigureAwait(false);
        Credentials? keys = answer.Credentials;
        return string.IsNullOrEmpty(keys?.AccessKeyId) || string.IsNullOrEmpty(keys.SecretAccessKey) || string.IsNullOrEmpty(keys.SessionToken)
            || keys.Expiration is not { } end
            ? throw ServiceFaults.Incomplete(Operation, address)
            : new RoleKeys(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken, new DateTimeOffset(end.ToUniversalTime()));
    }

    /// <summary>STS answers 400 to too many requests, and 403 to whatever it does not let through ("Common errors" of its API reference).</summary>
    private static ServiceFault? ByCode(string? code) => code switch
    {
        "Throttling" or "ThrottlingException" or "RequestLimitExceeded" => ServiceFault.Throttled,
        "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException" => ServiceFault.Unauthorized,
        "AccessDenied" or "AccessDeniedException" => ServiceFault.Forbidden,
        "SignatureDoesNotMatch" or "RequestExpired" or "IncompleteSignature" or "RegionDisabledException" => ServiceFault.InvalidRequest,
        "ServiceUnavailable" or "InternalFailure" => ServiceFault.Unavailable,
        _ => null,
    };
}
