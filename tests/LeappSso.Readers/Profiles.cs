using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace LeappSso.Readers;

/// <summary>What the SDK makes of profiles.</summary>
internal static class Profiles
{
    /// <summary>Access key id and region of a profile, or of none for '-'; or why there are none.</summary>
    internal static async Task<string> ResolveAsync(string profile)
    {
        try
        {
            (AWSCredentials credentials, RegionEndpoint? region) = profile == "-"
                ? (DefaultAWSCredentialsIdentityResolver.GetCredentials(), FallbackRegionFactory.GetRegionEndpoint())
                : Named(profile);
            return $"{(await credentials.GetCredentialsAsync()).AccessKey}\t{region?.SystemName}";
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or InvalidOperationException or InvalidDataException or IOException)
        {
            return $"error\t{e.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Each profile that the SDK lists, with all that is in it.</summary>
    internal static IEnumerable<string> All() =>
        from profile in new CredentialProfileStoreChain().ListProfiles()
        orderby profile.Name
        select $"{profile.Name}\t{JsonSerializer.Serialize(new { profile.Options, Region = profile.Region?.SystemName })}";

    private static (AWSCredentials Credentials, RegionEndpoint? Region) Named(string name)
    {
        CredentialProfileStoreChain chain = new();
        return chain.TryGetProfile(name, out CredentialProfile profile) && chain.TryGetAWSCredentials(name, out AWSCredentials credentials)
            ? (credentials, profile.Region)
            : throw new AmazonClientException($"The SDK does not find the profile '{name}'.");
    }
}
