using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace LeappSso.Readers;

/// <summary>What the SDK uses where no profile is named.</summary>
internal static class NoProfile
{
    internal static AWSCredentials GetCredentials() => DefaultAWSCredentialsIdentityResolver.GetCredentials();
}
