using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

// What any program does that uses the AWS SDK for .NET:
//   LeappSso.Readers PROFILE    prints the access key id that the SDK resolves for a profile
//   LeappSso.Readers            asks AWS who it is, with the profile in AWS_PROFILE
if (args is [string profile])
{
    CredentialProfileStoreChain chain = new();
    if (!chain.TryGetAWSCredentials(profile, out AWSCredentials credentials))
    {
        Console.Error.WriteLine($"The SDK does not find the profile '{profile}'.");
        return 1;
    }

    Console.WriteLine((await credentials.GetCredentialsAsync()).AccessKey);
    return 0;
}

using AmazonSecurityTokenServiceClient sts = new();
GetCallerIdentityResponse identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
Console.WriteLine($"Account: {identity.Account}");
Console.WriteLine($"Arn:     {identity.Arn}");
return 0;
