using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace LeappSso.Readers;

/// <summary>What the SDK makes of profiles.</summary>
internal static class Profiles
{
    /// <summary>Prints a line for each argument: a profile with what the SDK resolves for it, or, for '--sections', a profile that it lists.</summary>
    internal static async Task PrintAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is ["--sections"])
        {
            foreach (string line in All())
            {
                Console.WriteLine(line);
            }

            return;
        }

        foreach (string profile in arguments)
        {
            Console.WriteLine($"{profile}\t{await ResolveAsync(profile)}");
        }
    }

    /// <summary>Access key id and region of a profile, or of none for '-'; or why there are none.</summary>
    private static async Task<string> ResolveAsync(string profile)
    {
        try
        {
            (AWSCredentials credentials, RegionEndpoint? region) = profile == "-"
                ? (NoProfile.GetCredentials(), FallbackRegionFactory.GetRegionEndpoint())
                : Named(profile);
            return $"{(await credentials.GetCredentialsAsync()).AccessKey}\t{region?.SystemName}";
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or ProcessAWSCredentialException
            or InvalidOperationException or InvalidDataException or IOException)
        {
            return $"error\t{e.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Each profile that the SDK lists, with all that is in it.</summary>
    private static IEnumerable<string> All() =>
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
