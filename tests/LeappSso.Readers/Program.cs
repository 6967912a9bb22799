using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

// Prints the access key id that the AWS SDK for .NET resolves for a profile, as any program that uses the SDK would.
CredentialProfileStoreChain chain = new();
if (!chain.TryGetAWSCredentials(args[0], out AWSCredentials credentials))
{
    Console.Error.WriteLine($"The SDK does not find the profile '{args[0]}'.");
    return 1;
}

ImmutableCredentials keys = await credentials.GetCredentialsAsync();
Console.WriteLine(keys.AccessKey);
return 0;
