using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LeappSso.Readers;

// What any program does that uses the AWS SDK for .NET:
//   LeappSso.Readers PROFILE...   a line for each: the profile, the access key id that the SDK resolves for it, and its region
//                                 ('-' stands for no profile; instead of the two the words 'error' and why)
//   LeappSso.Readers --sections   a line for each profile that the SDK lists: its name, and what is in it
//   LeappSso.Readers              asks AWS who it is, with the profile in AWS_PROFILE
if (args.Length > 0)
{
    await Profiles.PrintAsync(args);
    return;
}

using AmazonSecurityTokenServiceClient sts = new();
GetCallerIdentityResponse identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
Console.WriteLine($"Account: {identity.Account}");
Console.WriteLine($"Arn:     {identity.Arn}");
